package cn.smspay.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    private static final Instant AT = Instant.parse("2009-11-02T04:00:00.123Z");

    record Told(
            Fen amount,
            Instant at,
            LocalDate day,
            Secret password,
            @Nullable String note,
            List<String> words) {}

    @Test
    void whatIsWrittenIsReadBack() {
        var told = new Told(new Fen(12_34), AT, LocalDate.of(2009, 11, 2), new Secret("s"), null, List.of("钱", "\""));

        var read = Json.read(Json.write(told), Told.class);

        assertEquals(told.amount(), read.amount());
        assertEquals(AT, read.at());
        assertEquals(told.day(), read.day());
        assertEquals("s", read.password().reveal());
        assertEquals(null, read.note());
        assertEquals(told.words(), read.words());
    }

    @Test
    void aRowOfAnOlderOrNewerProgramIsReadAsFarAsItGoes() {
        assertEquals(
                new Fen(1),
                Json.read("{\"amount\":{\"fen\":1},\"new\":2}", Told.class).amount());
    }

    @Test
    void theFirstReplyIsGivenAgainWithItsFacts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("cash", new Fen(5));
        facts.put("until", AT);
        facts.put("left", 2L);
        facts.put("all", true);
        facts.put("why", List.of("a", "b"));
        facts.put("word", "x");
        Reply<Told> refused = Reply.refused("too-much", facts);

        var read = Json.readReply(Json.write(refused), Told.class);

        assertEquals(refused, read);
        Reply<Told> pending = new Reply.Pending<>(7, false);
        assertEquals(pending, Json.readReply(Json.write(pending), Told.class));
        var done = Json.readReply(
                Json.write(Reply.done(new Told(new Fen(1), AT, LocalDate.EPOCH, new Secret("x"), "n", List.of()))),
                Told.class);
        assertEquals(
                Optional.of("n"),
                done.fold(
                        told -> Optional.ofNullable(told.value().note()),
                        no -> Optional.empty(),
                        wait -> Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"kind\":\"other\",\"value\":1}"})
    void whatIsNoReplyIsAFaultOfOurs(String stored) {
        assertThrows(IllegalStateException.class, () -> Json.readReply(stored, Told.class));
    }

    @Test
    void factsOfAnEmptyRefusalAreNone() {
        Reply<Told> refused = Reply.refused("no", Map.of());

        assertEquals(refused, Json.readReply(Json.write(refused), Told.class));
    }
}
