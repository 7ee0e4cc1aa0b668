package cn.smspay.talk.script;

import cn.smspay.base.yaml.Place;
import java.util.List;
import java.util.Map;

/**
 * Something to say, in every language.
 *
 * @param id its number in the message catalogue, like {@code K01}
 * @param texts by language
 * @param rows how each sort of line is said, for a listing; its place in the text is {@code <rows>}
 * @param join what stands between two lines, by language
 * @param segments the most short messages that it may take, by language
 * @param places where each text stands, by language
 * @param when guards that must hold, or it is not said
 */
public record ReplyTemplate(
        String id,
        Map<String, Template> texts,
        Map<String, ReplyTemplate> rows,
        Map<String, String> join,
        Map<String, Integer> segments,
        Map<String, Place> places,
        List<Guard> when,
        String file,
        int line) {
    /** Where the text of a language stands, or the reply where it has none. */
    public Place place(String language) {
        return places.getOrDefault(language, Place.line(file, line));
    }
}
