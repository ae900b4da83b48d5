// What the browser remembers for the page: "localStorage" for good, "sessionStorage" for this tab. Where
// a browser does not allow that, the page does without.

// Null when nothing is remembered under this key, or nothing that can be read.
export function recall(place, key) {
  try {
    return JSON.parse(window[place].getItem(key));
  } catch {
    return null;
  }
}

export function remember(place, key, value) {
  try {
    window[place].setItem(key, JSON.stringify(value));
  } catch {
    // There is no room, or no permission.
  }
}
