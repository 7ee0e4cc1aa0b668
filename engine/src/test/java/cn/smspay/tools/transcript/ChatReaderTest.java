package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ChatReader} takes for a case, and what it says of every line that is none. */
final class ChatReaderTest {
    private static ChatFile read(String... lines) {
        return new ChatReader(Path.of("x.chat"), "x.chat", null).read(List.of(lines));
    }

    /** A case whose last line is this one; the answer is the fault of that line. */
    private static @Nullable String fault(String line) {
        var read = read("case it", "given 13800000001", "> CX", line);
        assertTrue(read.faults().size() <= 1, read.faults().toString());
        return read.faults().isEmpty() ? null : read.faults().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "good",
            value = {
                "< 余额|good",
                "hear …|x.chat:4: there is no call yet; write before it: call NUMBER",
                "press 1|x.chat:4: there is no call yet; write before it: call NUMBER",
                "silence|x.chat:4: there is no call yet; write before it: call NUMBER",
                "hangup|x.chat:4: there is no call yet; write before it: call NUMBER",
                "nobody|x.chat:4: there is no call yet; write before it: call NUMBER",
                "call 12588|good",
                "bill 1|good",
                "bill 123456|good",
                "bill 1234567|x.chat:4: bill is followed by how many messages were charged, like: bill 1",
                "bill one|x.chat:4: bill is followed by how many messages were charged, like: bill 1",
                "bill -1|x.chat:4: bill is followed by how many messages were charged, like: bill 1",
                "bill|x.chat:4: bill needs something behind it",
                "cash|x.chat:4: cash needs something behind it",
                "state  |x.chat:4: state needs something behind it",
                "redeliver|good",
                "<|x.chat:4: write behind < what comes; … stands for anything",
                " < 余额|x.chat:4: the line is indented; begin it with its verb: < 余额",
                "　< 余额|x.chat:4: the line is indented; begin it with its verb: < 余额",
                "＜ 余额|x.chat:4: write an ordinary < and a space",
                "《 余额|x.chat:4: write an ordinary < and a space",
                "＞ CX|x.chat:4: write an ordinary > and a space",
                "》 CX|x.chat:4: write an ordinary > and a space",
                ">CX|x.chat:4: write one space behind >: > CX",
                "<余额|x.chat:4: write one space behind <: < 余额",
                "bill\t1|x.chat:4: write a space, not a tab, behind bill"
            })
    void aLineIsAVerbAndWhatBelongsToIt(String line, @Nullable String fault) {
        assertEquals(fault, fault(line));
    }

    @Test
    void aVerbThatIsMisspeltIsTold() {
        assertTrue(String.valueOf(fault("stat ask")).contains("did you mean \"state\""), fault("stat ask"));
        assertTrue(String.valueOf(fault("xyzzy")).startsWith("x.chat:4: there is no verb xyzzy; "), fault("xyzzy"));
    }

    @ParameterizedTest
    @CsvSource({"given 13800000001, true", "as 13800000001, true", "clock 2009-11-02 09:00, false"})
    void somebodyMustBeThereToSend(String before, boolean good) {
        var read = read("case it", before, "> CX");
        assertEquals(
                good
                        ? List.of()
                        : List.of("x.chat:3: nobody is there to send it; write before it: given NUMBER, or as NUMBER"),
                read.faults());
        assertEquals(good ? 1 : 0, read.cases().size());
    }

    /** Whatever begins something is a beginning: a message, a call, another system, a notice. */
    @ParameterizedTest
    @CsvSource({
        "> CX, true",
        ">> CX, true",
        "deliver text=CX, true",
        "redeliver, true",
        "call 12588, true",
        "outside bank paid, true",
        "then cash 5, true",
        "notice opened, true",
        "clock 2009-11-02 09:00, false",
        "wait 5m, false",
        "state none, false",
        "log without x, false"
    })
    void aCaseInWhichNothingHappensIsNone(String line, boolean happens) {
        var read = read("case it", "given 13800000001", line);
        assertEquals(happens ? 1 : 0, read.cases().size());
        assertEquals(
                happens ? List.of() : List.of("x.chat:1: nothing happens in this case; a message is sent with: > TEXT"),
                read.faults());
    }

    @Test
    void aFaultyCaseIsLeftOutAndTheOthersArePlayed() {
        var read = read(
                "# a remark",
                "",
                "case one",
                "given 13800000001",
                "> A",
                "foo",
                "case two",
                "given 13800000001",
                "> B");
        assertEquals(
                List.of("two"), read.cases().stream().map(ChatFile.Case::title).toList());
        assertEquals(1, read.faults().size());
        assertEquals(7, read.cases().get(0).number());
        assertEquals(
                List.of("given 13800000001", "> B"),
                read.cases().get(0).lines().stream()
                        .map(line -> line.verb() + " " + line.argument())
                        .toList());
    }

    @Test
    void aFileWithoutACaseSaysHowOneBeginsAndOnlyOnce() {
        assertEquals(
                List.of("x.chat: there is no case in it; a transcript begins with the line: case TITLE"),
                read("# nothing", "").faults());
        assertEquals(
                List.of("x.chat:1: a transcript begins with the line: case TITLE"),
                read("given 13800000001", "> CX", "< x").faults());
        assertEquals(
                List.of("x.chat:1: write one space behind >: > CX"),
                read(">CX", "> CX").faults());
    }

    @Test
    void twoCasesOfOneTitleAreToldAtTheSecond() {
        var read = read("case same", "given 13800000001", "> A", "case  same ", "given 13800000001", "> B");
        assertEquals(List.of("x.chat:4: the title is also that of line 1; name one of both otherwise"), read.faults());
    }
}
