package cn.smspay.counter.desks;

import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Approvals;
import cn.smspay.counter.Counter;
import java.time.LocalDate;

/** The functions, one class per group; built once in the engine. */
public final class Desks {
    private final Counter counter;
    private final Approvals approvals;
    private final TillDesk tills;
    private final CashDesk cash;
    private final CaseDesk cases;
    private final SubscriberDesk subscribers;
    private final CustomerDesk customers;
    private final StaffDesk staff;
    private final MerchantDesk merchants;
    private final PartnerDesk partners;
    private final WalletDesk wallets;
    private final AuditDesk audit;
    private final LoginDesk logins;
    private final BankDesk banks;
    private final CardDesk cards;
    private final BillDesk bills;
    private final SuspenseDesk suspense;
    private final SettlementDesk settlements;
    private final SessionDesk sessions;
    private final WaiverDesk waivers;

    /** @param charges who keeps the charge records */
    public Desks(Counter counter, ChargeWaivers charges) {
        this.counter = counter;
        this.approvals = new Approvals(counter);
        this.tills = new TillDesk(counter);
        this.cash = new CashDesk(counter, approvals);
        this.cases = new CaseDesk(counter);
        this.subscribers = new SubscriberDesk(counter);
        this.customers = new CustomerDesk(counter, approvals);
        this.staff = new StaffDesk(counter);
        this.wallets = new WalletDesk(counter, subscribers);
        this.audit = new AuditDesk(counter);
        this.sessions = new SessionDesk(counter);
        this.logins = new LoginDesk(counter, sessions);
        this.banks = new BankDesk(counter);
        this.cards = new CardDesk(counter, approvals);
        this.bills = new BillDesk(counter);
        this.merchants = new MerchantDesk(counter);
        this.partners = new PartnerDesk(counter);
        this.suspense = new SuspenseDesk(counter, approvals);
        this.settlements = new SettlementDesk(counter, approvals);
        this.waivers = new WaiverDesk(counter, charges);
    }

    public Counter counter() {
        return counter;
    }

    /** The business day by the counter's clock. */
    public LocalDate today() {
        return ServiceDay.date(counter.parts().clock().instant());
    }

    /** Acts for two. */
    public Approvals approvals() {
        return approvals;
    }

    public TillDesk tills() {
        return tills;
    }

    public CashDesk cash() {
        return cash;
    }

    public CaseDesk cases() {
        return cases;
    }

    /** The carrier's feed. */
    public SubscriberDesk subscribers() {
        return subscribers;
    }

    /** Accounts. */
    public CustomerDesk customers() {
        return customers;
    }

    public StaffDesk staff() {
        return staff;
    }

    /** Money that waits for a case's end. */
    public SuspenseDesk suspense() {
        return suspense;
    }

    /** Days settled with merchants, provinces and issuers. */
    public SettlementDesk settlements() {
        return settlements;
    }

    /** Who is logged in to pages. */
    public SessionDesk sessions() {
        return sessions;
    }

    /** Charges that need not be paid. */
    public WaiverDesk waivers() {
        return waivers;
    }

    public AuditDesk audit() {
        return audit;
    }

    /** Codes, logins and passwords. */
    public LoginDesk logins() {
        return logins;
    }

    /** Money from and to banks. */
    public BankDesk banks() {
        return banks;
    }

    /** Recharge cards. */
    public CardDesk cards() {
        return cards;
    }

    /** Phone bills. */
    public BillDesk bills() {
        return bills;
    }

    /** What waits for a time: proposals that lapse, answers that are forgotten. Runs now and then. */
    public void round() {
        approvals.round();
        counter.forget();
        logins.forget();
        sessions.forget();
        wallets.round();
    }

    /** Partners themselves: profiles, keys, notifications. */
    public PartnerDesk partners() {
        return partners;
    }

    public MerchantDesk merchants() {
        return merchants;
    }

    /** Wallets on SIM cards. */
    public WalletDesk wallets() {
        return wallets;
    }
}
