// The button says the act: with a day and a time chosen, it names them. Without this script it speaks of “this day and time”.
const button = document.querySelector("[data-at]");
if (button) {
  const [day, time] = ["date", "time"].map(name => document.querySelector(`[name=${name}]`)), plain = button.textContent;
  const say = () => {
    const [, month, date] = day.value.split("-").map(Number);
    button.textContent = date && time.value ? button.dataset.at.replace("#", `${month}/${date} ${time.value}`).trim() : plain;
  };
  day.addEventListener("input", say);
  time.addEventListener("input", say);
  say();
}
