// A mentee dragged onto a mentor asks what such a pair would cost; without this script two lists and a button ask.
const desk = document.querySelector("[data-desk]");
const KIND = "text/x-mentee";

desk?.addEventListener("dragstart", (event) => {
  const mentee = event.target.closest?.("[data-mentee]")?.dataset.mentee;
  if (!mentee) return;
  event.dataTransfer.setData(KIND, mentee);
  event.dataTransfer.effectAllowed = "link";
});

desk?.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes(KIND) || !event.target.closest("[data-mentor]")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "link";
});

desk?.addEventListener("drop", (event) => {
  const mentor = event.target.closest("[data-mentor]")?.dataset.mentor;
  const mentee = event.dataTransfer.getData(KIND);
  if (!mentor || !mentee) return;
  event.preventDefault();
  window.location.assign(`${desk.dataset.desk}?${new URLSearchParams({ mentee, mentor })}#asked`);
});
