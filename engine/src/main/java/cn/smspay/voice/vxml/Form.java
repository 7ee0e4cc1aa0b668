package cn.smspay.voice.vxml;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The path and the fields of an address, or the fields of a form; each field at most once. */
record Form(String path, Map<String, List<String>> fields) {
    /** Empty if an escape in it is none, or a field is given twice: then nobody knows which of both is meant. */
    static Optional<Form> read(String text, boolean hasPath, int fieldsMax) {
        try {
            var decoder = new QueryStringDecoder(text, StandardCharsets.UTF_8, hasPath, fieldsMax);
            var form = new Form(hasPath ? decoder.path() : "", decoder.parameters());
            return form.fields.values().stream().allMatch(values -> values.size() == 1)
                    ? Optional.of(form)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Netty's way to refuse an escape; its message quotes what may be a password.
            return Optional.empty();
        }
    }

    String field(String name) {
        return fields.getOrDefault(name, List.of("")).get(0);
    }
}
