package cn.smspay.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which wing and room may use which: the design, as a table. A wing is {@code cn.smspay.<wing>}, a room {@code
 * cn.smspay.<wing>.<room>}. A new room, or a type that is to be named from another wing, gets its line here first.
 */
final class FloorPlan {
    /** The most files of a room, its {@code package-info} not counted. */
    static final int FILES_MAX = 40;

    /** Wings from the ground up; a wing uses those of lower floors only. */
    static final List<Set<String>> FLOORS = new ArrayList<>();

    static final Map<String, Room> ROOMS = new LinkedHashMap<>();

    /**
     * @param uses rooms of its own wing that it may use
     * @param faces types that other wings may name, with what is nested in them
     */
    record Room(Set<String> uses, Set<String> faces) {}

    static {
        wings("base");
        room(
                "base",
                "",
                "AccountNo AddressBlock Channel ConversationId Fen HalfHours Latencies LedgerAccountId MonotonicClock Msisdn OrderId PrivateFile "
                        + "RepeatedTrouble OutboxId PairFile Secret ServiceDay ServiceNumber Sha256 SubscriptionId Threads Ticker TransferId UplinkId");
        room("base.svg", "", "LogPlot Svg");
        room("base.text", "base", "Alphabet Masked Part Segmenter SmsLength Utf8 Writing");
        room("base.vault", "base", "MasterKey PasswordHash Vault WrongKey");
        room("base.yaml", "", "Fault Faults Fields Node Place YamlFile");
        wings("store");
        room(
                "store",
                "store.dialect store.postgres store.sqlite",
                "DatabaseCatalogue DatabaseFile Job Lane Limits Pace Reads Rewrite Route Store StoreFault StoreUnusable Table Task Tx");
        room("store.dialect", "", "DatabaseServer");
        room("store.postgres", "store.dialect", "");
        room("store.sqlite", "store.dialect", "Checkpointer Durability PrivateFiles StoreSettings");
        wings("books", "net");
        room("books.audit", "", "AuditCheck AuditEntry AuditTrail");
        room(
                "books.charge",
                "",
                "Billing ByteSink Chain ChainCheck Charge ChargeColumn ChargeHead ChargeNumber "
                        + "ChargeRecord ChargeRow Charges CsvLine DamagedBilling Fee Message RecordTimeFormat Rerating StoredCharge Tariff Tariffs Timing What Who CleanText");
        room(
                "books.ledger",
                "",
                "AccountName BookAccount DayClose Entry Event Ledger LedgerChain LedgerCheck LedgerReports Line Pocket PostOutcome StatementLine Statements");
        room("books.outbox", "", "AnswerIndex Downlink Outbox");
        room(
                "net.http",
                "",
                "WebAnswer FormFields Handler HttpCaller HttpLimits HttpServer HttpSettings Problem RateLimit HttpRefusal WebRequest WebResponse "
                        + "Routes WebSession SessionKeeper SessionSettings Sessions");
        wings("accounts");
        room(
                "accounts",
                "accounts.banks accounts.cases accounts.customers accounts.entry accounts.life accounts.merchants accounts.payments accounts.wallet",
                "AccountFacts AccountSettings Accounts AccountsCheck CounterRepair FreeTexts Shortcuts");
        room(
                "accounts.banks",
                "accounts.cases accounts.customers accounts.life accounts.payments",
                "BankFile BankGate BankStatements Banks FieldSignature SignedForms TopUpOrder TopUpRounds TopUps "
                        + "WithdrawalBatches WithdrawalResultFiles");
        room("accounts.cases", "", "Case CaseKind Cases");
        room(
                "accounts.customers",
                "",
                "Account AccountTables Answer BankCode Brand CardKey CardState CarrierRegistry Customer Documents IdType Identities Notices NumberSettings Operator PasswordKind PhoneCondition PhoneStatus Province Refusal Request Sealed BlockingState StopReason Subscribers Subscription");
        room(
                "accounts.life",
                "accounts.customers",
                "BankCards Closings Guesses GuessingSettings InitialPasswords Lifecycle LoginResets OneTimeCodes Openings Passwords PasswordWork Upgrades");
        room(
                "accounts.entry",
                "accounts.customers accounts.life",
                "AgentResets Aliases Entrance Logins OwnPasswords Proof ProvenResets Registrations "
                        + "SecurityAnswers SecurityQuestion SiteActs");
        room(
                "accounts.merchants",
                "accounts.cases accounts.customers accounts.life accounts.payments",
                "Deliveries MerchantBills MerchantOrder MerchantRefund NotifySecrets Orders PartnerKeys PartySettlements Profiles Refunds Settlement Settlements Verdict");
        room(
                "accounts.payments",
                "accounts.cases accounts.customers accounts.life",
                "BillResults BillSettings BillSystem Bills CalendarSettings CardBatches CardStock CashTopUps DayCaps EBanks Merchants OrderNumbers OutsideSystems PayOuts PinSettings PurchaseRequests Purchases "
                        + "RechargeCards SmsOrders Statement Till WithdrawalResults WithdrawalRounds WithdrawalSettings Withdrawals");
        room(
                "accounts.wallet",
                "accounts.cases accounts.customers accounts.life accounts.payments",
                "BatchAnswer BatchFault BatchSource CardKeys CardNo CardOrder CardTime Contact LineOutcome LoadOrder LoadProof LoadStart MacKey NoCardKeys PosBatches PurseData PurseKey CardReading Terminal "
                        + "TestMasters WalletLoads WalletParts WalletRounds Wallets WalletSettings WalletStatus WalletViews");
        wings("counter", "talk", "files");
        room(
                "counter",
                "",
                "Approvals Caller Counter Dialogues FourEyes Key Nothing PartnerEvents CounterParts Proposal Reply Requests Role Subject");
        room(
                "counter.desks",
                "counter",
                "AuditDesk BankDesk BillDesk CardDesk CaseDesk CashDesk ChargeWaivers CustomerCard CustomerDesk Desks LoginDesk MerchantDesk PartnerDesk SessionDesk SettlementDesk StaffDesk SubscriberDesk SuspenseDesk TillDesk WaiverDesk WalletDesk");
        room(
                "talk.desk",
                "talk.actions talk.dialogue talk.reading talk.script",
                "Desk DeskSettings ReadHints Reception ReleaseLog Releases Sender ServiceVoice Tally "
                        + "VoiceDesk VoiceTurn SubscriberText");
        room("talk.actions", "talk.script", "CountUse ServiceCatalogue");
        room("talk.dialogue", "talk.script", "Diagram Facts Outcome Spoken Trail VoiceInput VoiceNext");
        room(
                "talk.reading",
                "talk.script",
                "ActionList Costs Explanations Loaded Outline Rendering Schemas ScriptFiles ServicePage TextTable");
        room(
                "talk.script",
                "",
                "Catalogue Common Dialog Edge Flow Go Guard PlainText Reaction ReplyContext ReplyTemplate Scripts Slot Step Template ValueKind");
        room(
                "files.billing",
                "files.format",
                "BillingFiles BillingSettings BillingStopped ClockReadings DayTotals Filter FolderCheck IntakeCounts "
                        + "IntakeHours ExportProgress "
                        + "Reconciliation Rerun Retention Seal SenderIndex SftpPush SftpTarget Summary SummaryText WaiverReason WaiverRefused "
                        + "Waivers");
        room("files.format", "", "BillingFile CloseReason FileName Finding Format Stream");
        room("files.pos", "files.billing", "PosExchange");
        room("files.imports", "", "Import ImportOptions ImportReport");
        wings("sms", "voice", "web");
        room(
                "sms",
                "",
                "Acknowledgement AnswerSender Carrier DataCodings DeliveredPdu InboxPurge Intake LoggedCounts Receipt "
                        + "Receipts Segment "
                        + "SmsFigures SmsIntake SmsSettings UplinkHandler");
        room("sms.peer", "", "Host Wire");
        room(
                "sms.smpp",
                "sms sms.pdu sms.peer",
                "ErrorResponses BindStatus BindTraffic SmppBindSettings SmppLink SmppPipeline");
        room("sms.pdu", "sms", "BrokenStream CommandStatus MessageIdFormat StatusTable UnreadablePdu");
        room("voice.agi", "voice.call voice.speech", "AgiServer AgiSettings");
        room(
                "voice.call",
                "voice.rtp voice.speech",
                "CallFigures CallHistory CallRecord CallResult CallSettings NumberRules CallRefusal SpokenVoice StoredCallRecords Voice");
        room("voice.rtp", "", "DtmfKind G711 Inband Pacing PortRange RtpHeader");
        room("voice.sip", "voice.call voice.rtp", "SipServer SipSettings");
        room("voice.speech", "voice.rtp", "Aloud PromptLanguage PromptMaker Speech");
        room("voice.vxml", "voice.call voice.speech", "VoiceXmlServer VoiceXmlSettings");
        room("web.api", "", "Notifier PartnerDoor");
        room("web.desks", "web.page", "StaffDoor");
        room("web.console", "web.page", "ConsoleDoor EngineViewByWord EngineView");
        room("web.handset", "web.page", "DemoPhones HandsetDoor");
        room("web.monitor", "", "MonitorServer");
        room("web.page", "", "");
        room("web.site", "web.page", "CounterSite SiteDoor");
        wings("outside");
        room("outside.carrier", "outside.partner", "Boss");
        room("outside.merchant", "outside.partner", "Shop");
        room("outside.partner", "", "PartnerProgram");
        room("outside.cards", "", "AccountLine CardTalk Pos SimMenu WalletLine WalletSim");
        room(
                "outside.simulator",
                "",
                "BankPages DemoStock ReceivedSubmit Handset NoBillSystem ReceivedText SimulatedBanks "
                        + "SimulatedBillSystem SimulatedEBanks SimulatedRegistry SmscCounts SmscSettings SmscSimulator Uplink");
        wings("config");
        room("config", "", "AuthorSettings Config ConfigFault ConfigReader DoorsConfig VoiceConfig");
        wings("cli");
        room(
                "cli",
                "",
                "Carried DateReader Ending Exit FileFault Hangup Home Logs Program Rest ScriptFolders ServiceManager Version WatchedFiles");
        wings("engine");
        room(
                "engine",
                "",
                "Binds Books Engine FaultyScripts FileDifference Forgetting Instruments KeyRing LocalConfig ReleasePublisher Reload Resealing ScriptGate StartGate Surroundings Tool");
        wings("ops");
        room("ops.admin", "ops.control ops.ctl", "");
        room("ops.backup", "", "Backup BackupManifest Restore");
        room("ops.control", "", "ControlClient");
        room("ops.errand", "ops.admin ops.control", "ErrandWord WritingMixin");
        room("ops.ctl", "ops.backup ops.control", "");
        wings("tools");
        room("tools.bench", "", "BenchCommands");
        room("tools.demo", "tools.transcript", "DemoCommand");
        room("tools.transcript", "", "ChatCommand ChatFile ChatRun ChatStages ProgressLine");
        wings("app");
        room("app", "app.admin app.authors app.books app.calls app.ctl app.ops app.pos app.release", "");
        room("app.admin", "", "");
        room("app.books", "", "");
        room("app.authors", "", "");
        room("app.calls", "", "");
        room("app.ctl", "", "");
        room("app.ops", "", "");
        room("app.pos", "", "");
        room("app.release", "", "");
    }

    /** Libraries that only these rooms may touch: foreign types stop at the wire. */
    static final Map<String, List<String>> FOREIGN = Map.ofEntries(
            Map.entry("io.vertx..", List.of("net.http")),
            Map.entry("gg.jte..", List.of("web.page")),
            Map.entry("com.cloudhopper..", List.of("sms.pdu", "sms.smpp", "outside.simulator")),
            Map.entry("javax.sip..", List.of("voice.sip")),
            Map.entry("gov.nist..", List.of("voice.sip")),
            Map.entry("org.sqlite..", List.of("store.sqlite")),
            Map.entry("org.postgresql..", List.of("store.postgres")),
            Map.entry("org.bouncycastle..", List.of("base.vault")),
            Map.entry(
                    "picocli..",
                    List.of(
                            "app",
                            "app.admin",
                            "app.authors",
                            "app.books",
                            "app.calls",
                            "app.ctl",
                            "app.ops",
                            "app.pos",
                            "app.release",
                            "cli",
                            "ops.errand",
                            "tools.bench",
                            "tools.demo",
                            "tools.transcript")),
            Map.entry("org.jline..", List.of("tools.demo")),
            Map.entry("io.[micrometer|prometheus]..", List.of("web.monitor")),
            Map.entry(
                    "com.fasterxml.jackson..",
                    List.of(
                            "app",
                            "app.admin",
                            "app.authors",
                            "app.books",
                            "app.calls",
                            "app.ctl",
                            "app.ops",
                            "app.release",
                            "counter",
                            "counter.desks",
                            "files.billing",
                            "files.format",
                            "files.imports",
                            "ops.backup",
                            "ops.control",
                            "ops.errand",
                            "talk.desk",
                            "talk.dialogue",
                            "talk.reading",
                            "tools.bench",
                            "tools.demo",
                            "voice.speech",
                            "web.api")),
            Map.entry("org.yaml..", List.of("base.yaml")));

    /** Of the wire and the sender: times of receipt, of records, and since when a bind is down. */
    static final Set<String> SEE_THE_CLOCK =
            Set.of("LinkParts", "SmppLink", "SessionHandler", "BindConnection", "AnswerSender");

    private FloorPlan() {}

    static int floor(String wing) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(wing)) {
                return floor;
            }
        }
        throw new IllegalArgumentException("no wing " + wing);
    }

    private static void wings(String... wings) {
        FLOORS.add(Set.of(wings));
    }

    private static void room(String name, String uses, String faces) {
        ROOMS.put(name, new Room(words(uses), words(faces)));
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(text.isEmpty() ? List.of() : Arrays.asList(text.split(" ")));
    }
}
