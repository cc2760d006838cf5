// «/» leads to the search field from anywhere on the page, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("find");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !field) return;
  event.preventDefault();
  if (field.offsetParent === null || getComputedStyle(field).visibility === "hidden") location.hash = "find";
  field.focus();
});
