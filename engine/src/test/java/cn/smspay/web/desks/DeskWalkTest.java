package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.counter.Role;
import cn.smspay.testing.Browser;
import cn.smspay.testing.WalkHelp;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day at the desks in a real browser without script, on the real counter, at both ends of the widths and in both languages.
 */
@Tag("peer")
@Timeout(300)
final class DeskWalkTest {
    private static final String SHOPPER = "13800000099";
    private static final String LOOKS = """
            [{"width": 320, "noscript": true, "vars": {"number": "13800000011", "till": "1"}},
             {"width": 1280, "noscript": true, "vars": {"number": "13800000012", "till": "2"}},
             {"width": 320, "name": "en-320", "prefix": "/en", "noscript": true,
              "vars": {"number": "13800000013", "till": "3"}},
             {"width": 1280, "name": "en-1280", "prefix": "/en", "quiet": true, "noscript": true,
              "vars": {"number": "13800000014", "till": "4"}}]""";

    @TempDir
    Path folder;

    private DeskFixture at;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static String login(String name) {
        return """
            {"go": "/login", "fill": {"name": "%s", "password": "%s", "code": "@totp/%s"}, "press": true},
            """.formatted(name, DeskFixture.PASSWORD, name);
    }

    private static final String FIND = """
            {"go": "/customer", "fill": {"number": "%number%", "why": "visit"}, "press": "/customer"},
            """;
    private static final String LOGOUT = """
            {"press": "/logout"},
            """;

    private void walk(String steps) throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        var who = at.world.customer(SHOPPER);
        at.world.payIn(who, "500.00");
        try (var help = new WalkHelp(Map.of("totp", at::totp, "sold", number -> {
            at.pay(who, at.order("book", "XH-" + number));
            return "";
        }))) {
            var found = Browser.walk(
                    "http://127.0.0.1:" + at.door.port(),
                    "{\"tell\": \"" + help.url() + "\", \"looks\": " + LOOKS + ", \"steps\": [" + steps + "]}");
            assertEquals("", String.join("\n", found));
        }
    }

    @Test
    void aHallOpensTakesCashAndTwoPeopleReverseIt() throws Exception {
        for (int i = 11; i <= 14; i++) {
            at.world.subscriber(new Msisdn("138000000" + i).digits());
        }
        at.staff("clerk", Role.CLERK, null);
        at.staff("boss", Role.SUPERVISOR, null);
        at.staff("agent", Role.AGENT, null);

        walk(login("clerk") + """
                {"go": "/till", "fill": {"province": "HUNAN", "till": "%till%", "counted": "200"}, "press": "/till/open", "shot": "walk-till"},
                """ + FIND + """
                {"open": "/customer/profile", "fill": {"profile-name": "王小明", "profile-type": "ID_CARD", "profile-number": "IDNUMBER"},
                 "press": "/customer/profile", "see": {"zh": "完整", "en": "omplete"}},
                {"fill": {"open-id": "yes", "open-sim": "yes"}, "press": "/customer/open",
                 "see": {"zh": "账户已开通", "en": "Account opened"}, "shot": "walk-opened"},
                {"go": "/customer", "fill": {"amount": "100"}, "press": "/customer/cash", "shot": "walk-cash-check"},
                {"press": "/cash/check", "see": {"zh": "现金充值已入账", "en": "Cash top-up booked"}, "shot": "walk-cash",
                 "keep": {"receipt": "main dd.code"}},
                {"go": "/customer", "open": "/customer/reverse", "fill": {"receipt": "%receipt%", "reversed": "100", "reason": "收错号码"},
                 "press": "/customer/reverse", "see": {"zh": "您提出的事项须由别人放行", "en": "ou proposed"}, "shot": "walk-proposed"},
                """.replace("IDNUMBER", World.ID_NUMBER) + LOGOUT + login("boss") + """
                {"go": "/approvals", "press": "/release", "see": {"zh": "已放行并办理", "en": "Released and done"}, "shot": "walk-released"},
                """
                + LOGOUT + login("clerk") + """
                {"go": "/till", "fill": {"closing": "200"}, "press": "/till/close", "see": {"zh": "钱箱已关", "en": "losed"}, "shot": "walk-till-closed"},
                """ + LOGOUT + login("agent") + FIND
                + """
                {"shot": "walk-agent"},
                {"fill": {"reset-pay-owner": "王小明", "reset-pay-document": "IDNUMBER"}, "press": "/customer/reset-pay"},
                {"see": {"zh": "账户正常", "en": "pen"}}
                """.replace("IDNUMBER", World.ID_NUMBER));

        assertEquals(
                4, at.world.notices().stream().filter("password_reset"::equals).count());
    }

    @Test
    void aMerchantRefundsAndLooksAtItsBooks() throws Exception {
        at.order("book", "XH-0");
        at.staff("shop", Role.MERCHANT_USER, "book");
        at.staff("admin", Role.OPERATOR, null);

        walk(login("shop") + """
                {"do": "sold/%number%", "go": "/orders", "shot": "walk-orders"},
                {"fill": {"no": "XH-%number%"}, "press": "/orders/find", "shot": "walk-order"},
                {"fill": {"amount": "20", "why": "缺货"}, "press": "/refund", "see": "30.00", "shot": "walk-refunded"},
                {"go": "/bills", "shot": "walk-bills"},
                {"go": "/settlements", "shot": "walk-settlements"},
                {"go": "/notifications", "shot": "walk-notifications"},
                {"go": "/keys", "open": "/keys/add", "fill": {"test": "test"}, "press": "/keys/add", "shot": "walk-keys"},
                {"go": "/orders", "fill": {"subject": "试单", "amount": "1"}, "press": "/orders/test", "see": {"zh": "测试订单", "en": "Test order"}},
                """ + LOGOUT + login("admin") + """
                {"go": "/merchants", "shot": "walk-merchants"},
                {"go": "/merchants/book", "shot": "walk-merchant"},
                {"go": "/cards", "shot": "walk-cards"},
                {"go": "/people", "shot": "walk-people"},
                {"go": "/audit", "press": "/audit/check", "see": {"zh": "前后相连", "en": "follows from"}, "shot": "walk-audit"}
                """);
    }
}
