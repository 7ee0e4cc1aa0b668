package cn.smspay.voice.speech;

/**
 * One recording as the list of prompts describes it.
 *
 * @param name file under the prompts folder without {@code .wav}
 * @param text what a person reads aloud when recording it
 * @param say what the speech synthesiser is given: pinyin with tone numbers, or the text itself
 * @param language whose words these are; another than the list's where the other language is offered
 * @param line where it stands in the list
 */
record Prompt(String name, String text, String say, PromptLanguage language, int line) {}
