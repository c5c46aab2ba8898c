// Building elements without any HTML text, so that nothing that was typed can become markup.
type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | EventListener;

// Gives an element. `onclick` and the like take a function; false, null and undefined are left out.
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  made.append(...children.filter((each): each is Node | string => !!each));
  return made;
}

type Look = "primary" | "secondary" | "subtle";

// Gives a button in the looks of NL Design System.
export function button(
  look: Look,
  label: string,
  onclick: EventListener | null,
  more: Record<string, Value> = {},
): HTMLButtonElement {
  const { class: extra, ...rest } = more;
  return h(
    "button",
    { type: "button", class: `nl-button nl-button--${look} ${String(extra ?? "")}`.trim(), onclick, ...rest },
    label,
  );
}

export function heading(level: number, text: string, look = 2): HTMLElement {
  const tag = `h${Math.min(level, 6)}` as "h2";
  return h(tag, { class: `nl-heading nl-heading--level-${look}` }, text);
}

export function paragraph(text: string, extra = ""): HTMLElement {
  return h("p", { class: `nl-paragraph ${extra}`.trim() }, ...lines(text));
}

function lines(text: string): Child[] {
  return text.split("\n").flatMap((line, place) => (place ? [document.createElement("br"), line] : [line]));
}

// Gives plain text of the assistant as paragraphs and lists.
export function rich(text: string): Node[] {
  return text
    .split(/\n{2,}/)
    .flatMap((part) => {
      const groups: { list: boolean; lines: string[] }[] = [];
      for (const line of part.split("\n").filter((each) => each.trim())) {
        const list = line.startsWith("- ");
        const last = groups[groups.length - 1];
        if (last && last.list === list) last.lines.push(list ? line.slice(2) : line);
        else groups.push({ list, lines: [list ? line.slice(2) : line] });
      }
      return groups;
    })
    .map((group) => (group.list ? list(group.lines) : paragraph(group.lines.join("\n"))));
}

export function list(items: readonly (string | Node)[]): HTMLElement {
  return h("ul", { class: "kt-list" }, ...items.map((each) => h("li", {}, each)));
}

// Gives something that unfolds.
export function fold(label: string, ...content: Node[]): HTMLElement {
  return h("details", { class: "kt-fold" }, h("summary", {}, label), h("div", { class: "kt-fold-in" }, ...content));
}

// Gives a link that calls a number; the visible number stays as people write it.
export function call(nummer: string, label: string): HTMLAnchorElement {
  return h("a", { class: "nl-button nl-button--primary kt-call", href: `tel:${nummer.replace(/[^\d+]/g, "")}` }, label);
}

let counter = 0;
// Gives an id that is unique in the shadow tree.
export function unique(name: string): string {
  return `kt-${name}-${++counter}`;
}
