package cn.smspay.outside.simulator;

import cn.smspay.accounts.banks.BankFile;
import cn.smspay.accounts.banks.FieldSignature;
import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.EBanks;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The fourteen banks' pages, notifications, result files and statements. How a payment goes stands in the last two digits of
 * its amount, how a withdrawal goes in the card's, so that every way can be tried without a switch. Thread-safe.
 */
public final class SimulatedEBanks implements EBanks {
    /** Cards that end so give the money back. */
    public static final String RETURNING_TAIL = "0001";

    private final Clock clock;
    private final Secret key;
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final List<PaidOut> paidOut = new ArrayList<>();
    private Consumer<Notification> receiver = notification -> {};
    /** A bank that was started anew does not give its numbers once more. */
    private final long opened;

    private int numbers;

    /** @param key that all of them sign with */
    public SimulatedEBanks(Clock clock, Secret key) {
        this.clock = clock;
        this.key = key;
        this.opened = clock.millis();
    }

    /** What happens to a payment, by the last two digits of its amount in fen. */
    public enum PaymentFate {
        /** Told once, at once. */
        USUAL(-1),
        /** The same payment is told twice. */
        TOLD_TWICE(91),
        /** The customer pays two times. */
        PAID_TWICE(92),
        /** Ten fen less than was ordered. */
        LESS(93),
        /** For an order that is none. */
        UNKNOWN_ORDER(94),
        /** Told to nobody who does not ask. */
        SILENT(95),
        /** Neither told nor admitted until {@link SimulatedEBanks#tellLate}. */
        LATE(96);

        private final int tail;

        PaymentFate(int tail) {
            this.tail = tail;
        }

        public static PaymentFate of(Fen amount) {
            for (var way : values()) {
                if (way.tail == amount.fen() % 100) {
                    return way;
                }
            }
            return USUAL;
        }
    }

    /** What a bank posts to us, and where to. */
    public record Notification(BankCode bank, String to, Map<String, String> fields) {}

    /** What a bank's page shows; the page itself is the door's. */
    public record PaymentPage(BankCode bank, String order, Fen amount, String told, String back) {}

    private record Payment(
            BankCode bank, String number, String order, Fen amount, String told, Instant at, boolean admitted) {}

    private record PaidOut(BankCode bank, LocalDate day, String order, Fen amount) {}

    /** Where notifications go. */
    public synchronized void onNotification(Consumer<Notification> to) {
        receiver = to;
    }

    /** The page for a form that came from a customer's browser; empty if its signature does not fit. */
    public Optional<PaymentPage> open(BankCode bank, Map<String, String> form) {
        if (!FieldSignature.fits(form, key)) {
            return Optional.empty();
        }
        return Optional.of(new PaymentPage(
                bank,
                form.getOrDefault("order", ""),
                new Fen(Long.parseLong(form.getOrDefault("amount", "0"))),
                form.getOrDefault("notify_url", ""),
                form.getOrDefault("return_url", "")));
    }

    /** The customer presses the button of the page. */
    public void pay(BankCode bank, Map<String, String> form) {
        var page = open(bank, form).orElseThrow(() -> new IllegalArgumentException("a form that nobody signed"));
        var merchant = form.getOrDefault("merchant", "");
        for (var notification : paid(page, merchant)) {
            receiver().accept(notification);
        }
    }

    private synchronized Consumer<Notification> receiver() {
        return receiver;
    }

    private synchronized List<Notification> paid(PaymentPage page, String merchant) {
        var amount = page.amount();
        return switch (PaymentFate.of(amount)) {
            case USUAL -> List.of(tell(book(page, page.order(), amount, true), merchant));
            case TOLD_TWICE -> {
                var payment = book(page, page.order(), amount, true);
                yield List.of(tell(payment, merchant), tell(payment, merchant));
            }
            case PAID_TWICE ->
                List.of(
                        tell(book(page, page.order(), amount, true), merchant),
                        tell(book(page, page.order(), amount, true), merchant));
            case LESS -> List.of(tell(book(page, page.order(), amount.minus(new Fen(10)), true), merchant));
            case UNKNOWN_ORDER -> List.of(tell(book(page, "99" + page.order(), amount, true), merchant));
            case SILENT -> {
                book(page, page.order(), amount, true);
                yield List.of();
            }
            case LATE -> {
                book(page, page.order(), amount, false);
                yield List.of();
            }
        };
    }

    private Payment book(PaymentPage page, String order, Fen amount, boolean admitted) {
        var number = page.bank() + "-" + Long.toString(opened, Character.MAX_RADIX)
                + String.format(Locale.ROOT, "-%06d", ++numbers);
        var payment = new Payment(page.bank(), number, order, amount, page.told(), clock.instant(), admitted);
        payments.put(number, payment);
        return payment;
    }

    private Notification tell(Payment payment, String merchant) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", SignedForms.VERSION);
        fields.put("merchant", merchant);
        fields.put("order", payment.order());
        fields.put("bank_number", payment.number());
        fields.put("amount", Long.toString(payment.amount().fen()));
        fields.put("status", "PAID");
        fields.put("paid_at", SignedForms.time(payment.at()));
        fields.put(FieldSignature.FIELD, FieldSignature.of(fields, key));
        return new Notification(payment.bank(), payment.told(), fields);
    }

    /** Tells of everything that was kept back. */
    public void tellLate(String merchant) {
        var late = new ArrayList<Notification>();
        synchronized (this) {
            payments.replaceAll((number, payment) -> {
                if (!payment.admitted()) {
                    late.add(tell(payment, merchant));
                }
                return new Payment(
                        payment.bank(), number, payment.order(), payment.amount(), payment.told(), payment.at(), true);
            });
        }
        late.forEach(receiver());
    }

    @Override
    public void inquire(PaymentQuestion question, Consumer<BankWord> answer) {
        BankWord word;
        synchronized (this) {
            word = payments.values().stream()
                    .filter(Payment::admitted)
                    .filter(payment ->
                            payment.bank() == question.bank() && payment.order().equals(question.order()))
                    .findFirst()
                    .<BankWord>map(payment -> new BankWord.Paid(payment.number(), payment.amount(), payment.at()))
                    .orElseGet(BankWord.NotPaid::new);
        }
        answer.accept(word);
    }

    /** The bank's results for a batch that it was sent, on the day on which it books them. */
    public synchronized byte[] results(byte[] batch, LocalDate day) {
        var reading = BankFile.read(BankFile.Kind.WITHDRAWALS, batch);
        var file = reading.file();
        if (file == null) {
            throw new IllegalArgumentException(String.join("; ", reading.faults()));
        }
        var rows = new ArrayList<List<String>>();
        for (var row : file.rows()) {
            boolean returned = row.get(1).endsWith(RETURNING_TAIL);
            rows.add(List.of(row.get(0), returned ? "RETURNED" : "PAID", row.get(5), returned ? "户名不符" : ""));
            if (!returned) {
                paidOut.add(new PaidOut(file.bank(), day, row.get(0), new Fen(Long.parseLong(row.get(5)))));
            }
        }
        return new BankFile(BankFile.Kind.RESULTS, file.bank(), day, rows).octets();
    }

    /** The bank's statement of a day. */
    public synchronized byte[] statement(BankCode bank, LocalDate day) {
        var rows = new ArrayList<List<String>>();
        for (var payment : payments.values()) {
            if (payment.bank() == bank && ServiceDay.date(payment.at()).equals(day)) {
                rows.add(List.of(
                        payment.number(),
                        payment.order(),
                        "TOP_UP",
                        Long.toString(payment.amount().fen())));
            }
        }
        for (var paid : paidOut) {
            if (paid.bank() == bank && paid.day().equals(day)) {
                rows.add(List.of(
                        "W-" + paid.order(),
                        paid.order(),
                        "WITHDRAWAL",
                        Long.toString(paid.amount().fen())));
            }
        }
        return new BankFile(BankFile.Kind.STATEMENT, bank, day, rows).octets();
    }
}
