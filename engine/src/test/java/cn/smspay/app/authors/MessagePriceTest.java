package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a message costs its sender. */
final class MessagePriceTest {
    @TempDir
    private Path folder;

    /** Whatever reckons with it. */
    @Command
    private static final class Reckons {
        @CommandLine.Mixin
        private final MessagePrice price = new MessagePrice();
    }

    private static int li(LocalDate day, String... words) {
        var command = new Reckons();
        new CommandLine(command).parseArgs(words);
        return command.price.li().applyAsInt(day);
    }

    @Test
    void theTariffOfThatDayCountsAndOfSeveralNumbersTheDearest() throws IOException {
        var conf = Files.writeString(folder.resolve("smspay.yaml"), """
                services: [{number: "10658888"}, {number: "10658889", tariff: dear}]
                billing: {tariffs: [{id: uplink, li: 100, from: 2009-11-01}, {id: dear, li: 50, from: 2009-11-01},
                  {id: dear, li: 125, from: 2009-12-01}]}
                """).toString();

        assertEquals(100, li(LocalDate.of(2009, 11, 30), "--conf", conf));
        assertEquals(125, li(LocalDate.of(2009, 12, 1), "--conf", conf));
        assertEquals(70, li(LocalDate.of(2009, 12, 1), "--conf", conf, "--fee", "0.07"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "100, 0.10", "125, 0.125", "1000, 1.00", "123450, 123.45"})
    void yuanHaveTwoDecimalsOrThreeWhereATariffHasThem(long li, String yuan) {
        assertEquals(yuan, MessagePrice.yuan(li).toPlainString());
    }
}
