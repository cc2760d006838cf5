// «Ещё строка»: a copy of the empty row of a table of forms, numbered as the server expects.
for (const group of document.querySelectorAll("[data-rows]")) {
  const pattern = group.querySelector("template");
  const button = group.querySelector("[data-add]");
  const total = document.getElementById(`id_${group.dataset.rows}-TOTAL_FORMS`);
  if (!pattern || !button) continue;
  group.querySelector("[data-without-script]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", () => {
    const holder = document.createElement("tbody");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    pattern.before(row);
    total.value = Number(total.value) + 1;
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
}
