package cn.smspay.talk.script;

import java.util.Map;

/**
 * Something to say, in every language.
 *
 * @param id its number in the message catalogue, like {@code K01}
 * @param texts by language
 * @param rows how each sort of line is said, for a listing; its place in the text is {@code <rows>}
 * @param join what stands between two lines, by language
 * @param segments the most short messages that it may take, by language
 */
public record Reply(
        String id,
        Map<String, Template> texts,
        Map<String, Reply> rows,
        Map<String, String> join,
        Map<String, Integer> segments,
        String file,
        int line) {}
