// The script that a page loads. Where the page has no <keukentafel-chat>, one comes after the script.
import { KeukentafelChat, setHome } from "./element";

const script = document.currentScript;
if (script instanceof HTMLScriptElement) setHome(new URL(script.src).origin);

if (!customElements.get("keukentafel-chat")) customElements.define("keukentafel-chat", KeukentafelChat);

function place(): void {
  if (!document.querySelector("keukentafel-chat")) {
    const made = document.createElement("keukentafel-chat");
    if (script?.parentElement && script.parentElement !== document.head) script.after(made);
    else document.body.append(made);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
else place();
