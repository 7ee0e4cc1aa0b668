package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The walk of the page about the wallet, word for word, in the demo itself. */
@Isolated("the demo talks by the standard streams")
final class WalletDemoTest {
    private static final Path PAGE = Path.of(System.getProperty("smspay.root", ".."), "engine", "docs", "wallet.md");

    @TempDir
    private Path folder;

    /** The lines of the first block behind the command itself, without what is said about them. */
    private static List<String> script() throws IOException {
        var block = Files.readString(PAGE).split("```")[1].strip().lines().toList();
        assertEquals("smspay demo --no-sip", block.get(0));
        return block.stream().skip(1).map(line -> line.split(" {2,}")[0]).toList();
    }

    private String played(List<String> lines) {
        var input = System.in;
        var output = System.out;
        var said = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertEquals(0, Main.run("demo", "--no-sip", "--data", folder.toString()));
        } finally {
            System.setIn(input);
            System.setOut(output);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Timeout(120)
    void thePagesWordsLeadFromTheHallToTheBank() throws IOException {
        var said = played(script());

        for (var wanted : List.of(
                "# handset http://127.0.0.1:",
                "# hall: done, the wallet's card is 8600",
                "# 办理成功",
                "# POS: paid, the card holds 37.50",
                "# POS: torn, the card holds 30.00",
                "# POS: paid before, the card holds 30.00",
                "taken, {PAID=2}",
                "手机钱包已注销，余额30.00元已转入现金账户",
                "480.00元",
                "提现480.00元已受理，转入工商银行")) {
            assertTrue(said.contains(wanted), wanted + " is not in\n" + said);
        }
        // The shadow hears of the two purchases with the shop's batch, and says as of when it knows.
        var shadow = Pattern.compile(
                "手机钱包 50\\.00 元 截至今天\\d\\d:\\d\\d。.*batch 1 taken.*手机钱包 30\\.00 元 截至今天\\d\\d:\\d\\d。", Pattern.DOTALL);
        assertTrue(shadow.matcher(said).find(), said);
    }
}
