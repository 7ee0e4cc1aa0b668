package cn.smspay.talk.dialogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The values of a conversation as one text, for a column. */
public final class Values {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter WRITER = JSON.writer();
    private static final ObjectReader READER = JSON.readerFor(new TypeReference<Map<String, String>>() {});

    private Values() {}

    public static String write(Map<String, String> values) {
        try {
            return WRITER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws {@link IllegalArgumentException} for a text that {@link #write} did not make. */
    public static Map<String, String> read(String text) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the values of a conversation", e);
        }
    }
}
