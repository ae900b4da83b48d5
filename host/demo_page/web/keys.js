// The keyboard, beyond what elements do by themselves.

// Whether the key is the input method's, which is putting a word together: then it is nobody else's.
// Safari says so by the key code alone when the key ends the word.
export function isTyping(event) {
  return event.isComposing || event.keyCode === 229;
}

// Enter and the space bar, as on a button.
export function isPress(event) {
  return event.key === "Enter" || event.key === " ";
}

// Arrow keys, Home and End among elements that stand below each other.
export function moveFocus(event, elements) {
  const at = elements.indexOf(document.activeElement);
  const targets = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? elements.length - 1 : at - 1,
    Home: 0,
    End: elements.length - 1,
  };
  if (!(event.key in targets) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  elements[(targets[event.key] + elements.length) % elements.length]?.focus();
}
