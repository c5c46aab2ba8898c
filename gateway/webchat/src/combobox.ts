// A text field with suggestions, after the combobox pattern of the ARIA Authoring Practices.
import { h, unique } from "./dom";
import { t } from "./teksten";

const MOST = 6;

const plain = (text: string): string =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]/gi, "").toLowerCase();

// Gives the names that begin with what was typed, then those that hold it.
export function matches(names: readonly string[], typed: string): string[] {
  const wanted = plain(typed);
  if (!wanted) return [];
  const begins = names.filter((each) => plain(each).startsWith(wanted));
  const holds = names.filter((each) => !begins.includes(each) && plain(each).includes(wanted));
  return [...begins, ...holds].slice(0, MOST);
}

export interface Suggesting {
  list: HTMLElement;
  status: HTMLElement;
  // Handles a key; true when it was for the list.
  key(event: KeyboardEvent): boolean;
}

export function suggest(field: HTMLInputElement, names: readonly string[]): Suggesting {
  const list = h("ul", { role: "listbox", id: unique("list"), class: "kt-options", "aria-label": t("suggesties"), hidden: true });
  const status = h("div", { role: "status", class: "kt-hidden" });
  let active = -1;

  const options = (): HTMLElement[] => Array.from(list.children) as HTMLElement[];

  const point = (place: number): void => {
    active = place;
    options().forEach((each, at) => each.setAttribute("aria-selected", String(at === place)));
    const chosen = options()[place];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  const show = (open: boolean): void => {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    point(-1);
  };

  const take = (name: string): void => {
    field.value = name;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show(false);
    status.textContent = "";
    field.focus();
  };

  const refresh = (): void => {
    const found = matches(names, field.value);
    const done = found.length === 1 && found[0] === field.value;
    list.replaceChildren(
      ...found.map((name) =>
        h(
          "li",
          {
            role: "option",
            id: unique("option"),
            class: "kt-option",
            "aria-selected": "false",
            // Before the field loses its focus.
            onmousedown: (event: Event) => event.preventDefault(),
            onclick: () => take(name),
          },
          name,
        ),
      ),
    );
    show(found.length > 0 && !done);
    const { length } = found;
    status.textContent = !field.value.trim() || done ? ""
      : length === 0 ? t("suggesties_geen")
      : length === 1 ? t("suggestie_een")
      : t("suggesties_aantal", { n: length });
  };

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.addEventListener("input", refresh);
  field.addEventListener("blur", () => show(false));

  const key = (event: KeyboardEvent): boolean => {
    const { length } = list.children;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) refresh();
      if (list.hidden || !length) return false;
      const step = event.key === "ArrowDown" ? 1 : -1;
      point(active < 0 && step < 0 ? length - 1 : (active + step + length) % length);
      return true;
    }
    if (list.hidden) return false;
    if (event.key === "Escape") {
      show(false);
      return true;
    }
    const chosen = options()[active];
    if (event.key === "Enter" && chosen) {
      take(chosen.textContent ?? "");
      return true;
    }
    return false;
  };
  return { list, status, key };
}
