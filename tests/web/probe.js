// Runs in every page before its own scripts: notes what a person without eyes, or a strict browser,
// would notice. Read by tests/web/visiting.py.
(() => {
  const noted = { announced: [], silent: [], lost: [], violations: [], stored: [] };
  window.noted = noted;

  document.addEventListener("securitypolicyviolation", (event) => {
    noted.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });

  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...given) {
    noted.stored.push(given[0]);
    return set.apply(this, given);
  };

  // A log announces what is added to it while it is live and shown.
  const watch = (root) => {
    new MutationObserver((changes) => {
      for (const change of changes) {
        const log = change.target.nodeType === 1 ? change.target.closest('[role="log"]') : null;
        if (!log) continue;
        const live = log.getAttribute("aria-live") !== "off" && log.checkVisibility();
        for (const node of change.addedNodes) {
          if (node.nodeType !== 1 || !node.matches("[data-id]")) continue;
          const what = { id: node.dataset.id, text: node.textContent };
          (live ? noted.announced : noted.silent).push(what);
        }
      }
    }).observe(root, { childList: true, subtree: true });
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };

  window.deepActive = () => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  };

  // The focus is lost when, after it moved, it is nowhere.
  const nowhere = () => {
    const active = window.deepActive();
    return !active || active === document.body || active.tagName === "KEUKENTAFEL-CHAT";
  };
  document.addEventListener("focusout", (event) => {
    const from = event.composedPath()[0];
    const what = `${from.tagName} ${from.className} ${from.textContent}`.slice(0, 80);
    setTimeout(() => {
      if (nowhere() && document.hasFocus()) noted.lost.push(what);
    }, 50);
  });
})();
