package cn.smspay.accounts;

import cn.smspay.accounts.banks.BankStatements;
import cn.smspay.accounts.banks.Banks;
import cn.smspay.accounts.banks.CashTarget;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.banks.TopUpRounds;
import cn.smspay.accounts.banks.TopUps;
import cn.smspay.accounts.banks.WithdrawalBatches;
import cn.smspay.accounts.banks.WithdrawalResultFiles;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.WalletLife;
import cn.smspay.accounts.entry.AgentResets;
import cn.smspay.accounts.entry.Entrance;
import cn.smspay.accounts.entry.EntryParts;
import cn.smspay.accounts.life.AddressLimits;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.life.Closings;
import cn.smspay.accounts.life.InitialPasswords;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.life.LoginResets;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.Openings;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.life.Upgrades;
import cn.smspay.accounts.merchants.NotifySecrets;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.PartnerKeys;
import cn.smspay.accounts.merchants.PartySettlements;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.accounts.merchants.Settlements;
import cn.smspay.accounts.payments.BillResults;
import cn.smspay.accounts.payments.Bills;
import cn.smspay.accounts.payments.CardBatches;
import cn.smspay.accounts.payments.CardStock;
import cn.smspay.accounts.payments.CashTopUps;
import cn.smspay.accounts.payments.Merchants;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.payments.PurchaseRequests;
import cn.smspay.accounts.payments.Purchases;
import cn.smspay.accounts.payments.RechargeCards;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.accounts.payments.WithdrawalRounds;
import cn.smspay.accounts.payments.Withdrawals;
import cn.smspay.accounts.wallet.NoCardKeys;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.AccountNo;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.LedgerChain;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;

/** The parts of this package, put together. Thread-safe; what takes a transaction runs in its thread. */
public final class Accounts {
    private final Ledger ledger = new Ledger();
    private final AccountSettings settings;
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Lifecycle lifecycle;
    private final Openings openings;
    private final InitialPasswords initialPasswords;
    private final Closings closings;
    private final Upgrades upgrades;
    private final LoginResets loginResets;
    private final RechargeCards rechargeCards;
    private final CardStock cardStock;
    private final CardBatches cardBatches;
    private final AgentResets agentResets;
    private final AddressLimits addressLimits;
    private final OneTimeCodes codes;
    private final Merchants merchants = new Merchants();
    private final BankCards bankCards;
    private final Withdrawals withdrawals;
    private final WithdrawalResults withdrawalResults;
    private final WithdrawalRounds withdrawalRounds;
    private final Bills bills;
    private final BillResults billResults;
    private final Statement statement;
    private final Purchases purchases;
    private final PurchaseRequests purchaseRequests;
    private final Profiles profiles = new Profiles(merchants);
    private final PartnerKeys partnerKeys;
    private final NotifySecrets notifySecrets;
    private final Orders orders;
    private final Refunds refunds;
    private final Settlements settlements;
    private final PartySettlements partySettlements;
    private final CashTopUps cashTopUps;
    private final Banks banks;
    private final Entrance entrance;
    private final AccountFacts facts;
    private final FreeTexts freeTexts;
    private final Shortcuts staging;
    private final WalletParts walletParts;

    /** Where no card of a wallet can prove anything. */
    public Accounts(Store store, Lane lane, Vault vault, AccountSettings settings, OutsideSystems outside) {
        this(store, lane, vault, settings, outside, new WalletParts.Setup(new NoCardKeys(), WalletSettings.USUAL));
    }

    public Accounts(
            Store store,
            Lane lane,
            Vault vault,
            AccountSettings settings,
            OutsideSystems outside,
            WalletParts.Setup wallets) {
        LedgerChain.complete(store);
        this.settings = settings;
        var rules = settings.ofPayments();
        subscribers = new Subscribers(settings.numbers(), ledger, vault);
        passwords = new Passwords(vault, outside.random(), settings.guessing());
        lifecycle = new Lifecycle(subscribers, passwords, ledger, new OfWallets());
        walletParts = wallets(store, lane, outside, wallets);
        openings = new Openings(subscribers, passwords, settings.agreement());
        initialPasswords =
                new InitialPasswords(subscribers, passwords, outside.notices(), store, lane, outside.clock());
        closings = new Closings(
                subscribers,
                passwords,
                ledger,
                walletParts.wallets(),
                settings.pins().forClosing());
        upgrades = new Upgrades(subscribers, outside.registry(), vault);
        loginResets = new LoginResets(subscribers, passwords);
        rechargeCards = new RechargeCards(subscribers, passwords, ledger, vault, rules);
        cardStock = new CardStock(vault, outside.random());
        cardBatches = new CardBatches(cardStock, outside.random());
        agentResets = new AgentResets(subscribers, passwords, outside.notices());
        addressLimits = new AddressLimits();
        codes = new OneTimeCodes(subscribers, addressLimits, vault, outside.random(), outside.notices());
        bankCards = new BankCards(subscribers, vault, outside.notices());
        withdrawals = new Withdrawals(subscribers, passwords, ledger, vault, outside.payOuts(), rules);
        withdrawalResults = new WithdrawalResults(subscribers, ledger, lifecycle, outside.notices(), outside.alarms());
        withdrawalRounds = new WithdrawalRounds(
                store, lane, withdrawalResults, outside.alarms(), settings.calendar(), vault, outside.clock());
        billResults = new BillResults(outside, ledger, lifecycle, settings.bill(), store, lane);
        bills = new Bills(subscribers, passwords, ledger, billResults, vault, rules);
        statement = new Statement(subscribers, ledger);
        purchases = new Purchases(
                subscribers, passwords, ledger, lifecycle, merchants, codes, outside.notices(), vault, rules);
        purchaseRequests = new PurchaseRequests(subscribers, passwords, ledger, purchases, merchants, rules);
        partnerKeys = new PartnerKeys(vault, outside.random());
        notifySecrets = new NotifySecrets(vault, outside.random());
        orders = new Orders(purchases, purchaseRequests, profiles, subscribers, vault);
        purchaseRequests.connect(orders);
        refunds = new Refunds(purchases, orders, vault);
        settlements = new Settlements(ledger, vault);
        partySettlements = new PartySettlements(ledger);
        cashTopUps = new CashTopUps(subscribers, ledger, lifecycle, outside.notices());
        banks = banks(store, lane, vault, outside);
        entrance = entrance(vault, outside);
        freeTexts = new FreeTexts(vault);
        facts = new AccountFacts(subscribers, passwords, settings);
        staging = new Shortcuts(subscribers, openings, passwords, ledger, vault);
    }

    private WalletParts wallets(Store store, Lane lane, OutsideSystems outside, WalletParts.Setup wallets) {
        return new WalletParts(
                new WalletParts.Needs(
                        store,
                        lane,
                        ledger,
                        subscribers,
                        passwords,
                        lifecycle,
                        merchants,
                        outside.notices(),
                        outside.clock()),
                wallets);
    }

    private Banks banks(Store store, Lane lane, Vault vault, OutsideSystems outside) {
        var topUps = new TopUps(
                subscribers,
                ledger,
                lifecycle,
                vault,
                Map.of(
                        Target.CASH,
                        new CashTarget(subscribers, cashTopUps),
                        Target.WALLET,
                        new WalletTarget(walletParts.loads())));
        return new Banks(
                topUps,
                new TopUpRounds(topUps, outside.eBanks(), store, lane, outside.clock()),
                new WithdrawalBatches(withdrawals, settings.calendar()),
                new WithdrawalResultFiles(withdrawalResults, ledger, vault),
                new BankStatements(vault));
    }

    private Entrance entrance(Vault vault, OutsideSystems outside) {
        return new Entrance(
                new EntryParts(
                        subscribers,
                        passwords,
                        openings,
                        loginResets,
                        agentResets,
                        codes,
                        addressLimits,
                        bankCards,
                        upgrades,
                        outside.notices(),
                        outside.registry(),
                        ledger,
                        vault),
                settings.agreement());
    }

    /** The wallets, for the parts that they are made of themselves. */
    private final class OfWallets implements WalletLife {
        @Override
        public boolean isOpen(Tx tx, SubscriptionId who) {
            return walletParts.wallets().isOpen(tx, who);
        }

        @Override
        public int loadsUnderWay(Tx tx, AccountNo no) {
            return walletParts.wallets().loadsUnderWay(tx, no);
        }

        @Override
        public void numberGone(Tx tx, SubscriptionId who, Instant now) {
            walletParts.wallets().numberGone(tx, who, now);
        }
    }

    public FreeTexts freeTexts() {
        return freeTexts;
    }

    public AccountSettings settings() {
        return settings;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Subscribers subscribers() {
        return subscribers;
    }

    public Passwords passwords() {
        return passwords;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    public AgentResets agentResets() {
        return agentResets;
    }

    public AddressLimits addressLimits() {
        return addressLimits;
    }

    public OneTimeCodes codes() {
        return codes;
    }

    public Merchants merchants() {
        return merchants;
    }

    public InitialPasswords initialPasswords() {
        return initialPasswords;
    }

    public Openings openings() {
        return openings;
    }

    public Closings closings() {
        return closings;
    }

    public Upgrades upgrades() {
        return upgrades;
    }

    public LoginResets loginResets() {
        return loginResets;
    }

    public RechargeCards rechargeCards() {
        return rechargeCards;
    }

    public CardStock cardStock() {
        return cardStock;
    }

    public CardBatches cardBatches() {
        return cardBatches;
    }

    public BankCards bankCards() {
        return bankCards;
    }

    public Withdrawals withdrawals() {
        return withdrawals;
    }

    public WithdrawalResults withdrawalResults() {
        return withdrawalResults;
    }

    public WithdrawalRounds withdrawalRounds() {
        return withdrawalRounds;
    }

    public Bills bills() {
        return bills;
    }

    public BillResults billResults() {
        return billResults;
    }

    public Statement statement() {
        return statement;
    }

    public Purchases purchases() {
        return purchases;
    }

    public PurchaseRequests purchaseRequests() {
        return purchaseRequests;
    }

    public Profiles profiles() {
        return profiles;
    }

    public PartnerKeys partnerKeys() {
        return partnerKeys;
    }

    public NotifySecrets notifySecrets() {
        return notifySecrets;
    }

    public Orders orders() {
        return orders;
    }

    public Refunds refunds() {
        return refunds;
    }

    public Settlements settlements() {
        return settlements;
    }

    /** With provinces and issuers of recharge cards. */
    public PartySettlements partySettlements() {
        return partySettlements;
    }

    public CashTopUps cashTopUps() {
        return cashTopUps;
    }

    public Banks banks() {
        return banks;
    }

    public Entrance entrance() {
        return entrance;
    }

    public AccountFacts facts() {
        return facts;
    }

    public WalletParts wallet() {
        return walletParts;
    }

    public Shortcuts staging() {
        return staging;
    }
}
