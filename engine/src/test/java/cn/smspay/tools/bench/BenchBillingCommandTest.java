package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchBillingCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new CommandLine(new BenchBillingCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    @Test
    void measuresEveryStepAndFindsAllInOrder() throws Exception {
        assertEquals(0, run("--records", "700", "--runs", "2", "--json"));

        var result = new ObjectMapper().readTree(out.toString());
        for (var step : new String[] {"store", "exportCsv", "exportCdr", "verify", "reexportCsv", "reexportCdr"}) {
            assertTrue(result.get(step + "PerSecond").asLong() > 0, step);
        }
        assertEquals(0, result.get("findings").asInt());
        assertTrue(result.get("writtenAgainEqual").asBoolean());
    }

    @Test
    void refusesMoreRecordsThanItCanHold() {
        assertEquals(2, run("--records", "10000001"));
        assertTrue(err.toString().contains("--records wants 1 to 10000000"), err.toString());
    }
}
