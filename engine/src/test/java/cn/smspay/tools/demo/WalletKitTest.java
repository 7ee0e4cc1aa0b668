package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about the wallet says is what the demo's handset does. */
final class WalletKitTest {
    private static final String NUMBER = "13800000002";

    @TempDir
    private Path folder;

    private World world;
    private WalletKit kit;

    @BeforeEach
    void open() {
        world = new World(folder);
        kit = new WalletKit(world.desks(), world.clock, new Random(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String say(String line) {
        var words = line.split(" ", 2);
        return kit.line(NUMBER, words[0], words.length > 1 ? words[1] : "")
                .map(lines -> String.join("/", lines))
                .orElse("not mine");
    }

    private void says(String line, String part) {
        var said = say(line);
        assertTrue(said.contains(part), line + " said " + said);
    }

    @Test
    void walksFromTheHallToTheHall() {
        var who = world.realNameCustomer(NUMBER, "500.00");
        says("/hall read", "no wallet in this handset");
        says("/hall open", "hall: done");
        says("/hall calibrate", "hall: done");
        says("/stk", "【SIM卡应用】/1 我的支付账户/2 手机钱包");
        says("/stk 2", "【手机钱包】/1 我的钱包");
        says("/stk 1", "2 钱包充值");
        says("/stk 2", "请输入充值金额");
        says("/stk 50", "请输入6位支付密码");
        says("/stk " + World.PIN, "办理成功");
        says("/tap 12.50", "POS: paid, the card holds 37.50");
        say("/tear");
        says("/tap 7.50", "POS: torn");
        says("/tap 7.50", "POS: paid before, the card holds 30.00");
        says("/batch", "{PAID=2}");
        says("/hall close", "hall: done");

        assertEquals("480.00", world.cash(who).toString());
        assertEquals(List.of("wallet_loaded", "wallet_closed"), world.notices());
    }

    @Test
    void losesAnAnswerAndFindsItAgain() {
        var who = world.realNameCustomer(NUMBER, "100.00");
        say("/hall open");
        say("/hall calibrate");
        say("/stk");
        say("/stk 2");
        say("/stk 1");
        say("/stk 2");
        say("/stk 50");
        say("/tear");
        says("/stk " + World.PIN, "没有收到应答");
        says("/hall load 20", "done");

        says("/hall read", "the card holds 20.00");
        assertEquals("100.00", world.cash(who).toString());
        says("/swap", "Another handset");
        says("/tap 1", "not calibrated");
        says("/hall sim", "done");
        says("/help", "not mine");
    }
}
