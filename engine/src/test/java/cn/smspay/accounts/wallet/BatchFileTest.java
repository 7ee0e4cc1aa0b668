package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchFileTest {
    private static final String HEAD = "POS1,100000000001,1,1,500,20091102000000,20091102235959";
    private static final String LINE = "8600755000000001,7,9,500,1000,20091102120000,0a1B2c3D";

    private final List<PosLine> taken = new ArrayList<>();

    private BatchFile.Read read(String text) throws IOException {
        taken.clear();
        return BatchFile.read(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), taken::add);
    }

    private String faults(String text) throws IOException {
        return String.join(
                "; ", read(text).faults().stream().map(BatchFault::toString).toList());
    }

    @Test
    void aBatchIsReadWithTheLineEndsOfEitherWorld() throws IOException {
        var unix = read(HEAD + "\n" + LINE + "\n");
        assertEquals(List.of(), unix.faults());
        assertEquals(1, taken.size());
        assertEquals(new Fen(5_00), taken.get(0).amount());
        assertEquals(0x0a1b2c3d, taken.get(0).tac());
        assertEquals(1, unix.head().orElseThrow().count());

        for (var other : List.of("\uFEFF" + HEAD + "\r\n" + LINE + "\r\n", HEAD + "\n" + LINE)) {
            var read = read(other);
            assertEquals(List.of(), read.faults());
            assertTrue(java.util.Arrays.equals(unix.digest(), read.digest()), "the same batch");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POS2,100000000001,1,1,500,20091102000000,20091102235959; must be POS1,psam,number,count,sum,from,to",
                "POS1,100000000001,1,1,500,20091102000000; must be POS1,psam",
                "POS1,10000000001,1,1,500,20091102000000,20091102235959; psam must be twelve digits",
                "POS1,100000000001,0,1,500,20091102000000,20091102235959; number must be a number from 1 to 9999999999",
                "POS1,100000000001,10000000000,1,500,20091102000000,20091102235959; number must be",
                "POS1,100000000001,1,0,500,20091102000000,20091102235959; count must be a number from 1 to 10000000",
                "POS1,100000000001,1,10000001,500,20091102000000,20091102235959; count must be",
                "POS1,100000000001,1,1,0,20091102000000,20091102235959; sum must be a number from 1",
                "POS1,100000000001,1,1,-5,20091102000000,20091102235959; sum must be",
                "POS1,100000000001,1,1,500,20090229000000,20091102235959; from must be a time of the calendar",
                "POS1,100000000001,1,1,500,20091102000000,20091102246000; to must be a time of the calendar",
                "POS1,100000000001,1,1,500,20091102000001,20091102000000; to lies before from",
            })
    void aHeaderThatCannotBeIsRefused(String head, String fault) throws IOException {
        assertTrue(faults(head + "\n" + LINE + "\n").startsWith("line 1: " + fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "8600755000000001,7,9,500,1000,20091102120000; must have the fields card,counter,number,amount,before,time,tac",
                "860075500000001,7,9,500,1000,20091102120000,0a1b2c3d; card must be sixteen digits",
                "8600755000000001,-1,9,500,1000,20091102120000,0a1b2c3d; counter must be a number from 0 to 65534",
                "8600755000000001,65535,9,500,1000,20091102120000,0a1b2c3d; counter must be",
                "8600755000000001,7,4294967296,500,1000,20091102120000,0a1b2c3d; number must be a number from 0 to 4294967295",
                "8600755000000001,7,9,0,1000,20091102120000,0a1b2c3d; amount must be a number from 1",
                "8600755000000001,7,9,500,499,20091102120000,0a1b2c3d; amount 500 is more than the card held before it",
                "8600755000000001,7,9,500,1000,20091101235959,0a1b2c3d; time 20091101235959 lies outside the batch, from 20091102000000 to 20091102235959",
                "8600755000000001,7,9,500,1000,20091103000000,0a1b2c3d; time 20091103000000 lies outside",
                "8600755000000001,7,9,500,1000,20091102120000,0a1b2c3; tac must be eight hexadecimal digits",
                "8600755000000001,7,9,500,1000,20091102120000,0a1b2c3g; tac must be",
            })
    void aLineThatCannotBeIsRefusedAndNotTaken(String line, String fault) throws IOException {
        var faults = faults(HEAD + "\n" + line + "\n");

        assertTrue(faults.startsWith("line 2: " + fault), faults);
        assertEquals(List.of(), taken);
    }

    @ParameterizedTest
    @CsvSource({
        "8600755000000001,0",
        "8600755000000001,65534",
    })
    void theEdgesAreStillRight(String card, int counter) throws IOException {
        assertEquals("", faults(HEAD + "\n" + card + "," + counter + ",4294967295,500,500,20091102235959,00000000\n"));
        assertEquals(counter, taken.get(0).counter());
    }

    @Test
    void theTotalsAreThoseOfTheLines() throws IOException {
        assertEquals("line 1: is missing: the file is empty", faults(""));
        assertEquals("line 1: is the last, after 0 purchases; the header counts 1", faults(HEAD + "\n"));
        assertEquals(
                "line 3: is the last, after 2 purchases; the header counts 1",
                faults(HEAD + "\n" + LINE + "\n" + LINE + "\n"));
        assertEquals(
                "line 2: is the last, and amounts make 400; the header's sum is 500",
                faults(HEAD + "\n" + LINE.replace(",500,", ",400,") + "\n"));
    }

    @Test
    void noLineAndNoListOfFaultsIsEndless() throws IOException {
        assertEquals("line 1: is longer than any line of a batch", faults("x".repeat(200_000)));
        assertEquals(20, read(HEAD + "\n" + "x\n".repeat(1000)).faults().size());
    }
}
