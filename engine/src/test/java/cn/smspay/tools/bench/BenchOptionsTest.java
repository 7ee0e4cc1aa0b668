package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.cli.Exit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Options of {@link BenchCallsCommand} that belong together, before any call is made. */
final class BenchOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "--peer=5060, --peer and --peer-process go together",
        "--peer-process=1, --peer and --peer-process go together",
        "--peer=5060 --peer-process=999999999, there is no process 999999999 to measure"
    })
    void anotherServerIsAPortAndAProcess(String words, String message) {
        var command = new BenchCallsCommand();
        new CommandLine(command).parseArgs(words.split(" "));
        assertEquals(message, assertThrows(Exit.Refused.class, command::call).getMessage());
    }
}
