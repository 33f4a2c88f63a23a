// The pages read without this. It only closes peeks with Escape and remembers which layers of a report are shown.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement && document.activeElement.classList.contains("cite")) document.activeElement.blur();
});
const text = document.querySelector(".text");
for (const box of document.querySelectorAll(".layers input")) {
  const key = "layer-" + box.value;
  const kept = (() => { try { return localStorage.getItem(key); } catch { return null; } })();
  if (kept !== null) box.checked = kept === "1";
  const set = () => { text.classList.toggle(key, box.checked); };
  box.addEventListener("change", () => { set(); try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch { /* private mode */ } });
  set();
}
