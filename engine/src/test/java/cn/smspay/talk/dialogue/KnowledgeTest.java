package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnowledgeTest {
    private static Knowledge of(boolean call) {
        return new Knowledge(
                new Conversation(
                        new ConversationId(1),
                        "d",
                        "v",
                        Conversation.State.ASKING,
                        "s",
                        Map.of("old", "1"),
                        Map.of("held", new Secret("2")),
                        0,
                        0,
                        Instant.EPOCH,
                        "zh",
                        call ? Channel.IVR : Channel.SMS),
                call);
    }

    private static Slot slot(String name, boolean secret) {
        return new Slot(
                name,
                secret ? Slot.Type.PIN : Slot.Type.AMOUNT,
                secret,
                6,
                "",
                "",
                "",
                List.of(),
                List.of(),
                Slot.Wording.NONE,
                Map.of(),
                1);
    }

    @Test
    void aSecretByShortMessageOnlyPassesThrough() {
        var known = of(false);

        known.keep(slot("pin", true), "135792");
        known.keep(slot("amount", false), "5.00");

        assertEquals("135792", known.secret("pin").orElseThrow().reveal());
        assertEquals(Map.of("held", new Secret("2")).keySet(), known.held().keySet());
        assertEquals(Map.of("old", "1", "amount", "5.00"), known.values());
        assertEquals(Optional.empty(), known.value("pin"));
    }

    @Test
    void aCallHoldsItsSecretsInMemoryAndNotAmongItsValues() {
        var known = of(true);

        known.keep(slot("pin", true), "135792");

        assertEquals("135792", known.held().get("pin").reveal());
        assertEquals(Map.of("old", "1"), known.values());
    }

    @Test
    void whatIsAskedOnceMoreIsForgotten() {
        var known = of(false);
        known.keep(slot("amount", false), "5.00");

        known.forget(slot("amount", false));

        assertEquals(Optional.empty(), known.value("amount"));
        assertEquals(Optional.of("1"), known.value("old"));
    }

    @Test
    void whatAnActionTellsIsKeptButForSecrets() {
        var known = of(false);
        var sort = Catalogue.outcome("ok", Catalogue.money("cash"), Catalogue.password("key", 8));

        known.learn(sort, new Outcome("ok", Map.of("cash", "7.00", "key", "abcd2345", "other", "x"), List.of()));

        assertEquals(Map.of("old", "1", "cash", "7.00"), known.values());
        assertThrows(Exception.class, () -> known.secret("key").orElseThrow());
    }
}
