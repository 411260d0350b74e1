// Sentences spoken for both sides of a counter. Only by a voice of this device: others would send the text away.
const speech = window.speechSynthesis, buttons = [...document.querySelectorAll(".say-list button")];
const voice = () => speech.getVoices().find(found => found.localService === true && found.lang.startsWith("ja"));
const offer = () => buttons.forEach(button => { button.hidden = !voice(); });

const say = ({ currentTarget }) => {
  const sentence = currentTarget.closest("li").querySelector("[lang=ja]").cloneNode(true);
  sentence.querySelectorAll("rt").forEach(reading => reading.remove());
  speech.cancel();
  speech.speak(Object.assign(new SpeechSynthesisUtterance(sentence.textContent), { voice: voice(), lang: "ja" }));
};

if (speech) {
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  buttons.forEach(button => button.addEventListener("click", say));
}
