// Papers keyed in by keyboard alone: Enter goes on, a digit that cannot be followed by another goes on by itself.
// Without this script Tab goes on, and Enter in a field saves.
const paper = document.querySelector("form[data-keys]");

function onward(field) {
  const stops = [...paper.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
  const next = stops[stops.indexOf(field) + 1];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}

paper?.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || field instanceof HTMLButtonElement) return;
  if (field instanceof HTMLTextAreaElement && event.shiftKey) return;
  event.preventDefault();
  onward(field);
});

paper?.addEventListener("input", (event) => {
  const field = event.target;
  const longest = Number(field.dataset.longest);
  if (!longest || event.inputType !== "insertText" || !/^\d+$/.test(field.value)) return;
  if (field.value.length >= longest || Number(field.value) * 10 > Number(field.dataset.most)) onward(field);
});
