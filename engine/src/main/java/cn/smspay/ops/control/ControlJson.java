package cn.smspay.ops.control;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The JSON of the control socket: names in snake case, money in whole fen, times with their offset. Thread-safe. */
public final class ControlJson {
    private static final int DEPTH_MOST = 20;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MOST)
                            .build())
                    .build())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .setSerializerModifier(new InFen())
                    .addSerializer(Fen.class, written((fen, json) -> json.writeNumber(fen.fen())))
                    .addSerializer(Secret.class, written((secret, json) -> json.writeString(secret.reveal())))
                    .addSerializer(LocalDate.class, written((day, json) -> json.writeString(day.toString())))
                    .addSerializer(
                            Instant.class,
                            written((at, json) -> json.writeString(
                                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(ServiceDay.ZONE))))))
            .build();

    private ControlJson() {}

    /** Money says in its name what it counts: {@code amount_fen}. */
    private static final class InFen extends BeanSerializerModifier {
        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            var suffix = NameTransformer.simpleTransformer("", "_fen");
            properties.replaceAll(each -> each.getType().hasRawClass(Fen.class) ? each.rename(suffix) : each);
            return properties;
        }
    }

    private interface Form<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private static <T> JsonSerializer<T> written(Form<T> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider all) throws IOException {
                form.write(value, json);
            }
        };
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode with(String name, Object value) {
        var json = object();
        json.set(name, MAPPER.valueToTree(value));
        return json;
    }

    /** A value as one line. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be said as JSON: " + value.getClass(), e);
        }
    }

    /** An object; empty if the line is none. */
    static Optional<ObjectNode> read(String line) {
        try {
            return MAPPER.readTree(line) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
