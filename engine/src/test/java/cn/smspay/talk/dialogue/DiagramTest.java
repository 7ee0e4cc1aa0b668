package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DiagramTest {
    @Test
    void drawsEveryStepWayAndEnd() {
        var chart = Diagram.of(Objects.requireNonNull(Talk.SHIPPED.dialogs().get("kt")));

        assertTrue(chart.startsWith("flowchart TD\n  begin((\"KT\")) --> s_check\n"), chart);
        assertTrue(chart.contains("s_check -->|\"ok\"| s_agree\n"), chart);
        assertTrue(chart.contains("s_agree([\"agree? K01\"])\n"), chart);
        assertTrue(chart.contains("s_open -->|\"ok: K02 K03\"| end_done((done))\n"), chart);
        assertTrue(chart.contains("s_check -->|\"brand: K05\"| end_failed((failed))\n"), chart);
    }

    @Test
    void valuesComeBackFromTheirText() {
        var values = Map.of("amount", "50.00", "bank", "工商\"银行\\\n");

        assertEquals(values, Values.read(Values.write(values)));
    }
}
