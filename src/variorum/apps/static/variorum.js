// The pages read without this. It only closes peeks with Escape, remembers which layers of a report are shown, and finds the page of a long
// list on which the place named in the address stands: links made when the list was short lead there still.
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
const place = decodeURIComponent(location.hash.slice(1));
const asked = new URLSearchParams(location.search);
if (place && document.querySelector(".pager") && !document.getElementById(place) && !asked.has("at") && !asked.has("from")) {
  const paragraph = /^c(\d+)$/.exec(place);
  asked.set(paragraph ? "from" : "at", paragraph ? paragraph[1] : place);
  location.replace("?" + asked + location.hash);
}
