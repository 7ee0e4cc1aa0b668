package cn.smspay.books.charge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChargeLineTest {
    private static final Instant AT = Instant.parse("2009-11-02T15:59:59.999Z");

    private final ChargeLine lines = new ChargeLine();

    private static ChargeRecord record(long number, String word, Instant at) {
        return new ChargeRecord(
                new ChargeNumber(number),
                number % 2 == 0 ? new ChargeNumber(number - 1) : null,
                new UplinkId(number + 7),
                new Timing(at, at.plusMillis(1), ServiceDay.of(at), number % 3 == 0),
                new Who(word, number % 2 == 0 ? null : new SubscriptionId(9), "KNOWN", word, ""),
                new Message(
                        new ServiceNumber("10658888"),
                        word,
                        number % 2 == 0 || word.isEmpty() ? null : word,
                        8,
                        4,
                        1,
                        2,
                        3),
                new What(word, "", word, number % 2 == 0 ? new ConversationId(5) : null, "OK"),
                new Fee("COMMUNICATION", "SMS-UP-100", number % 2 == 0 ? -100 : 100),
                number % 3 == 0 ? new TransferId(4) : null);
    }

    private static ChargeRow row(ChargeRecord record) {
        return ChargeRow.of(record, new CsvLine().of(record).toBytes(), Chain.GENESIS);
    }

    /** One after the other by one reader, so that words of the line before would show. */
    @Test
    void everyLineIsReadAsTheRecordThatItWasWrittenOf() {
        var words = List.of(
                "13800000001",
                "13800000001",
                "",
                "a,b",
                "\"",
                "\"\"",
                "a \"b\",",
                "'",
                "''",
                "'10",
                "=1+2",
                "@x",
                "-5",
                " blank ",
                "湖南",
                "𠮷野",
                "＝全",
                ",,,",
                "\",\"",
                "a",
                "",
                "'=\"");
        long number = 1;
        for (var word : words) {
            for (var at : List.of(AT, AT.plusMillis(1), Instant.EPOCH, Instant.parse("1988-07-01T00:00:00Z"))) {
                var record = record(number, word, at);

                assertEquals(record, lines.record(row(record)), word);
                assertEquals(at, lines.eventAt(row(record)), word);
                ChargeLine.requireNumbers(row(record));
                number++;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "D",
                "H,1,,8",
                "x",
                "damaged before it was taken over: why",
                "D,1,,8,2009-11-02T23:59:59.999+08:00",
            })
    void whatIsNoLineOfARecordIsDamageWithItsNumber(String text) {
        var sound = row(record(1, "a", AT));
        var row = with(sound, text.getBytes(StandardCharsets.UTF_8));

        for (Function<ChargeRow, Object> reading : List.<Function<ChargeRow, Object>>of(lines::record, this::numbers)) {
            var damage = assertThrows(DamagedBilling.class, () -> reading.apply(row));
            assertTrue(
                    damage.getMessage().startsWith("charge record 1 is not what was written: "), damage.getMessage());
        }
        assertEquals(record(1, "a", AT), lines.record(sound), "the next one is read all the same");
    }

    private Object numbers(ChargeRow row) {
        ChargeLine.requireNumbers(row);
        return row;
    }

    /** By either way of reading: an export does not take lines apart. */
    @Test
    void everyChangeOfALineOrOfWhatStandsBesideItIsNoticed() {
        var row = row(record(6, "a", AT));
        List<UnaryOperator<ChargeRow>> changes = List.of(
                r -> new ChargeRow(
                        new ChargeNumber(7),
                        r.corrects(),
                        r.uplink(),
                        r.day(),
                        r.amountLi(),
                        r.transfer(),
                        r.line(),
                        r.chain()),
                r -> new ChargeRow(
                        r.number(), null, r.uplink(), r.day(), r.amountLi(), r.transfer(), r.line(), r.chain()),
                r -> new ChargeRow(
                        r.number(),
                        r.corrects(),
                        new UplinkId(1),
                        r.day(),
                        r.amountLi(),
                        r.transfer(),
                        r.line(),
                        r.chain()),
                r -> new ChargeRow(
                        r.number(),
                        r.corrects(),
                        r.uplink(),
                        new ServiceDay(20091103),
                        r.amountLi(),
                        r.transfer(),
                        r.line(),
                        r.chain()),
                r -> new ChargeRow(
                        r.number(), r.corrects(), r.uplink(), r.day(), 100, r.transfer(), r.line(), r.chain()),
                r -> new ChargeRow(
                        r.number(), r.corrects(), r.uplink(), r.day(), r.amountLi(), null, r.line(), r.chain()),
                r -> with(
                        r,
                        new String(r.line(), StandardCharsets.UTF_8)
                                .replace(",-100,", ",-200,")
                                .getBytes(StandardCharsets.UTF_8)));

        for (var change : changes) {
            assertThrows(DamagedBilling.class, () -> lines.record(change.apply(row)));
            assertThrows(DamagedBilling.class, () -> ChargeLine.requireNumbers(change.apply(row)));
        }
    }

    private static ChargeRow with(ChargeRow row, byte[] line) {
        return new ChargeRow(
                row.number(),
                row.corrects(),
                row.uplink(),
                row.day(),
                row.amountLi(),
                row.transfer(),
                line,
                row.chain());
    }

    @Test
    void aWordIsFoundOnlyWhereItIsAWholeField() {
        var line = row(record(1, "13800000001", AT)).line();

        assertTrue(ChargeLine.mentions(line, "13800000001".getBytes(StandardCharsets.UTF_8)));
        assertFalse(ChargeLine.mentions(line, "3800000001".getBytes(StandardCharsets.UTF_8)));
        assertFalse(ChargeLine.mentions(line, "1380000000".getBytes(StandardCharsets.UTF_8)));
    }
}
