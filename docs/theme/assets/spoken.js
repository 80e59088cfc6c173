// The theme's search speaks English only, and has a filter by tags, which these sites have none of.
(() => {
  const said = {
    Search: "Tìm kiếm",
    "Search results": "Kết quả tìm kiếm",
    "Close search": "Đóng ô tìm kiếm",
    "No results": "Không có kết quả",
    "Loading search…": "Đang mở ô tìm kiếm…",
    "Search is unavailable. Reload the page to try again.": "Chưa tìm kiếm được. Hãy tải lại trang.",
  };
  const spoken = (text) => said[text] ?? text.replace(/^([\d,.]+) results?$/, (_, count) => `${count.replaceAll(",", ".")} kết quả`);

  const speak = (root) => {
    for (const one of root.querySelectorAll("[aria-label], [placeholder]"))
      for (const name of ["aria-label", "placeholder"]) {
        const text = one.getAttribute(name);
        if (text !== null && spoken(text) !== text) one.setAttribute(name, spoken(text));
      }
    for (const status of root.querySelectorAll("[role=status]"))
      for (const node of status.childNodes) if (node.nodeType === 3 && spoken(node.data) !== node.data) node.data = spoken(node.data);
  };

  const vietnamese = document.documentElement.lang === "vi";
  const listen = (root) => {
    const style = document.createElement("style");
    style.textContent = "button[aria-controls$='-filters'] { display: none }";
    root.append(style);
    if (!vietnamese) return;
    speak(root);
    new MutationObserver(() => speak(root)).observe(root, { subtree: true, childList: true, characterData: true });
  };
  for (const one of document.body.children) if (one.shadowRoot) listen(one.shadowRoot);
  new MutationObserver((changes) => {
    for (const change of changes) for (const one of change.addedNodes) if (one.shadowRoot) listen(one.shadowRoot);
  }).observe(document.body, { childList: true });
})();
