package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts by chance from several subscribers, through SMSC, desk and books, against a model in memory that knows the rules of
 * conversations and of money and nothing else. {@code -Dsmspay.seed=7} plays one seed, {@code -Dsmspay.texts=2000} longer.
 */
final class SmsModelTest {
    private static final int TEXTS = Integer.getInteger("smspay.texts", 90);
    private static final String[] NUMBERS = {"13807310001", "13807310002", "13807310003"};
    private static final String PIN = "135792";
    private static final Duration WAITS = Duration.ofMinutes(10);
    private static final Duration REPEAT = Duration.ofSeconds(120);
    private static final int TRIES = 3;
    private static final int WRONG_MOST = 5;

    @TempDir
    private Path folder;

    private final Map<String, Person> people = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private Service service;
    private Random random;
    private int strange;

    /** Somebody as the rules see him. */
    private static final class Person {
        private long cash = 200_00;
        private long card;
        private long transit;
        private int streak;
        private int wrong;
        private int wrongCards;
        private int texts;
        private int withdrawals;
        private int bills;
        private long billed;

        private @Nullable Instant locked;
        private @Nullable Instant lastBillAt;
        private long lastBill;

        /** Like {@code tx.ask_pin}; empty if nothing is open. */
        private String state = "";

        private long amount;
        private int tries;
        private Instant until = Instant.EPOCH;
    }

    static LongStream seeds() {
        var one = Long.getLong("smspay.seed");
        return one == null ? LongStream.of(1, 2, 3) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyTextsLeaveConversationsAndBooksAsTheRulesSay(long seed) {
        random = new Random(seed);
        try (var running = new Service(folder)) {
            service = running;
            for (var number : NUMBERS) {
                people.put(number, new Person());
                stage(number);
            }
            for (int i = 0; i < TEXTS; i++) {
                service.clock.turn(Duration.ofSeconds(random.nextInt(20) == 0 ? 700 : random.nextInt(90)));
                var number = NUMBERS[random.nextInt(NUMBERS.length)];
                var text = text(people.get(number));
                log.add(number + " > " + text);
                hear(people.get(number), text, now());
                var said = service.say(number, text);
                log.add("    " + said);
                compare();
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", tail()), e);
        }
    }

    private List<String> tail() {
        return log.subList(Math.max(0, log.size() - 40), log.size());
    }

    private Instant now() {
        return service.clock.instant();
    }

    private void stage(String number) {
        service.in(tx -> {
            var staging = service.staging();
            var who = staging.subscriber(tx, new Msisdn(number), Province.HUNAN, Brand.GOTONE);
            staging.open(tx, who, new Secret("246813"), new Secret(PIN), now());
            staging.realName(tx, who, now());
            staging.bindCard(tx, who, BankCode.ICBC, "0128");
            staging.money(tx, who, Pocket.CASH, new Fen(200_00), now());
            return who;
        });
    }

    private String text(Person person) {
        boolean asked = !person.state.isEmpty() && random.nextInt(3) > 0;
        if (asked && person.state.endsWith("ask_pin")) {
            return random.nextInt(4) == 0 ? "999999" : PIN;
        } else if (asked && person.state.equals("tx.ask_amount")) {
            return amount();
        }
        return switch (random.nextInt(16)) {
            case 0 -> "CX";
            case 1 -> "TX";
            case 2 -> "TX" + amount();
            case 3, 4 -> "HF" + amount();
            case 5 -> "HF 一百";
            case 6 -> "CZK" + card(random.nextInt(4));
            case 7 -> "CXLS";
            case 8 -> "20091101";
            case 9 -> "20091301";
            case 10 -> "0";
            case 11 -> "不";
            case 12 -> "A";
            case 13 -> PIN;
            case 14 -> amount();
            default -> "天气" + ++strange;
        };
    }

    private String amount() {
        return switch (random.nextInt(6)) {
            case 0 -> "0.01";
            case 1 -> "0.99";
            case 2 -> "1000.01";
            case 3 -> (1 + random.nextInt(3)) + ".5";
            case 4 -> "999";
            default -> Integer.toString(1 + random.nextInt(60));
        };
    }

    /** One card that is good, two that nobody knows, one for each number. */
    private String card(int which) {
        if (which == 0) {
            return "180000000000000099";
        }
        var password = "18%016d".formatted(1_000 + random.nextInt(40));
        if (used.add("stock " + password)) {
            service.in(tx -> service.engine()
                    .accounts()
                    .cardStock()
                    .add(
                            tx,
                            new Card(
                                    "09111" + "18" + password.substring(8),
                                    new Fen(30_00),
                                    Province.HUNAN,
                                    CardState.ACTIVE,
                                    LocalDate.of(2030, 1, 1)),
                            new Secret(password)));
        }
        return password;
    }

    // The rules.

    private void hear(Person person, String text, Instant now) {
        person.texts++;
        boolean live = !person.state.isEmpty() && now.isBefore(person.until);
        if (!live) {
            person.state = "";
        }
        if (live && answers(person, text, now)) {
            return;
        }
        if (text.equals("0") || text.equals("不")) {
            person.state = "";
        } else if (text.startsWith("CXLS")) {
            open(person, "cxls.ask_date", now);
        } else if (text.startsWith("CZK")) {
            person.state = "";
            topUp(person, text.substring(3));
        } else if (text.startsWith("TX")) {
            withdraw(person, text.substring(2), now);
        } else if (text.startsWith("HF")) {
            person.state = "";
            bill(person, text.substring(2), now);
        } else if (live && !text.equals("CX")) {
            wrongAnswer(person, now);
        }
    }

    private static void open(Person person, String state, Instant now) {
        person.state = state;
        person.tries = 0;
        person.until = now.plus(WAITS);
    }

    private static void wrongAnswer(Person person, Instant now) {
        person.tries++;
        person.until = now.plus(WAITS);
        if (person.tries >= TRIES) {
            person.state = "";
        }
    }

    /** Whether the text is the answer that is waited for. */
    private boolean answers(Person person, String text, Instant now) {
        switch (person.state) {
            case "cxls.ask_date" -> {
                if (text.equals("20091101")) {
                    person.state = "";
                    return true;
                }
                return false;
            }
            case "tx.ask_amount" -> {
                long fen = fen(text);
                if (fen < 1_00) {
                    return false;
                }
                take(person, fen, now);
                return true;
            }
            default -> {
                if (!text.matches("[0-9]{6}")) {
                    return false;
                }
                pin(person, text.equals(PIN), now);
                return true;
            }
        }
    }

    private static long fen(String text) {
        return Fen.readYuan(text).map(Fen::fen).orElse(-1L);
    }

    private static void take(Person person, long fen, Instant now) {
        if (fen > person.cash) {
            wrongAnswer(person, now);
        } else {
            open(person, "tx.ask_pin", now);
            person.amount = fen;
        }
    }

    private static boolean isLocked(Person person, Instant now) {
        return person.locked != null && now.isBefore(person.locked.plus(Duration.ofHours(24)));
    }

    private static void withdraw(Person person, String argument, Instant now) {
        person.state = "";
        if (person.streak >= 2 || isLocked(person, now) || person.cash == 0) {
            return;
        }
        open(person, "tx.ask_amount", now);
        if (!argument.isEmpty()) {
            long fen = fen(argument);
            if (fen < 1_00) {
                wrongAnswer(person, now);
            } else {
                take(person, fen, now);
            }
        }
    }

    private static boolean isRepeated(Person person, long fen, Instant now) {
        return person.lastBillAt != null
                && person.lastBill == fen
                && Duration.between(person.lastBillAt, now).compareTo(REPEAT) < 0;
    }

    private static void bill(Person person, String argument, Instant now) {
        long fen = fen(argument);
        boolean payable = fen > 0 && fen <= 1000_00 && !isLocked(person, now) && !isRepeated(person, fen, now);
        if (payable && (person.card >= fen || person.cash >= fen)) {
            open(person, "hf.ask_pin", now);
            person.amount = fen;
        }
    }

    private static void pin(Person person, boolean right, Instant now) {
        var state = person.state;
        person.state = "";
        if (!right) {
            person.wrong++;
            if (person.wrong == WRONG_MOST) {
                person.wrong = 0;
                person.locked = now;
            } else {
                person.state = state;
                person.until = now.plus(WAITS);
            }
            return;
        }
        person.wrong = 0;
        person.locked = null;
        if (state.equals("tx.ask_pin")) {
            person.cash -= person.amount;
            person.transit += person.amount;
            person.streak++;
            person.withdrawals++;
        } else {
            if (person.card >= person.amount) {
                person.card -= person.amount;
            } else {
                person.cash -= person.amount;
            }
            person.bills++;
            person.billed += person.amount;
            person.lastBill = person.amount;
            person.lastBillAt = now;
        }
    }

    private void topUp(Person person, String password) {
        if (person.wrongCards >= WRONG_MOST) {
            return;
        }
        if (!used.contains("stock " + password)) {
            person.wrongCards++;
        } else if (used.add(password)) {
            person.card += 30_00;
        }
    }

    // What there is.

    private void compare() {
        people.forEach((number, person) -> assertEquals(expected(person), found(number), number));
    }

    private String expected(Person person) {
        boolean live = !person.state.isEmpty() && now().isBefore(person.until);
        return String.join(
                " ",
                "cash " + person.cash,
                "card " + person.card,
                "transit " + person.transit,
                "streak " + person.streak,
                "wrong " + person.wrong,
                "locked " + (person.locked == null ? "" : person.locked.toEpochMilli()),
                "cards " + person.wrongCards,
                "charged " + person.texts,
                "withdrawals " + person.withdrawals + "/" + person.transit,
                "bills " + person.bills + "/" + person.billed,
                "open " + person.withdrawals,
                "state " + (live ? person.state : ""));
    }

    private String found(String number) {
        return service.texts(FOUND.replace(":number", number).replace(":now", Long.toString(now().toEpochMilli())))
                .get(0);
    }

    private static final String FOUND = """
            select 'cash ' || coalesce((select cr_posted - dr_posted from ledger_account where id = a.no * 8), 0)
                || ' card ' || coalesce((select cr_posted - dr_posted from ledger_account where id = a.no * 8 + 1), 0)
                || ' transit ' || coalesce((select cr_posted - dr_posted from ledger_account where id = a.no * 8 + 2), 0)
                || ' streak ' || s.withdrawal_streak
                || ' wrong ' || p.wrong || ' locked ' || coalesce(cast(p.locked_at as text), '')
                || ' cards ' || s.wrong_cards
                || ' charged ' || (select count(*) from charge_record c where c.sender = ':number' and c.amount_li = 100)
                || ' withdrawals ' || (select count(*) || '/' || coalesce(sum(amount), 0) from withdrawal_order w
                                       where w.account = a.no and w.status = 'SUBMITTED')
                || ' bills ' || (select count(*) || '/' || coalesce(sum(amount), 0) from bill_order b
                                 where b.account = a.no and b.status = 'PAID')
                || ' open ' || a.open_orders
                || ' state ' || coalesce((select c.dialog || '.' || c.step from conversation c
                                          where c.subscription = s.id and c.state = 'ASKING' and c.expires_at > :now
                                          order by c.slot limit 1), '')
            from number n join subscription s on s.id = n.subscription join account a on a.no = s.account
            join password p on p.account = a.no and p.kind = 'PAY'
            where n.msisdn = :number
            """;
}
