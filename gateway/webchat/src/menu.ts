// The menu: letters, colours, saving, wiping, and what else is always possible.
import { button, h } from "./dom";
import { t } from "./teksten";

export interface Choosing {
  size: string;
  scheme: string;
  look(size: string, scheme: string): void;
  // What can be done now, by label.
  actions(): [string, () => void][];
}

const SIZES = [
  ["", t("letters_gewoon")],
  ["groot", t("letters_groot")],
  ["grootst", t("letters_grootst")],
] as const;
const SCHEMES = [
  ["", t("kleuren_vanzelf")],
  ["light", t("kleuren_licht")],
  ["dark", t("kleuren_donker")],
] as const;

export class Menu {
  readonly panel = h("div", { class: "kt-menu", id: "kt-menu", hidden: true });
  readonly toggle = button("secondary", t("menu"), () => this.show(this.panel.hidden === true), {
    "aria-expanded": "false",
    "aria-controls": "kt-menu",
  });

  constructor(private readonly choosing: Choosing) {
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.show(false);
        this.toggle.focus();
      }
    });
  }

  show(open: boolean): void {
    if (open) this.panel.replaceChildren(...this.content());
    this.panel.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  private content(): Node[] {
    const { choosing } = this;
    return [
      radios("size", t("letters"), SIZES, choosing.size, (value) => choosing.look(value, choosing.scheme)),
      radios("scheme", t("kleuren"), SCHEMES, choosing.scheme, (value) => choosing.look(choosing.size, value)),
      h(
        "div",
        { class: "kt-tools" },
        ...choosing.actions().map(([label, action]) =>
          button("secondary", label, () => {
            this.show(false);
            this.toggle.focus();
            action();
          }),
        ),
      ),
    ];
  }
}

function radios(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  now: string,
  chosen: (value: string) => void,
): HTMLElement {
  return h(
    "fieldset",
    { class: "kt-set" },
    h("legend", {}, label),
    ...options.map(([value, words]) =>
      h(
        "label",
        { class: "kt-check" },
        h("input", { type: "radio", class: "kt-box", name: `kt-${name}`, value, checked: value === now, onchange: () => chosen(value) }),
        h("span", {}, words),
      ),
    ),
  );
}
