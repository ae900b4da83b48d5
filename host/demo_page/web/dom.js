// Builds elements. Whatever is shown goes in as text nodes or attributes, so nothing that a person or
// a bot wrote can become markup.

const svgNamespace = "http://www.w3.org/2000/svg";

// Attributes: functions become listeners, true becomes an empty attribute; false, null and undefined
// are left out. Children: nodes, strings, arrays of them; null and false are left out.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return made;
}

export function vector(name, attributes, ...children) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Makes `wanted` the children of the parent. Those that are there already stay where they are, with
// their focus and their scroll position.
export function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

let lastId = 0;

// For what refers to another element by id.
export function freshId(stem) {
  return `${stem}-${++lastId}`;
}
