package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.Phone;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Subscribers as the carrier's customer system has them. */
final class SubscriberImport implements ImportKind<SubscriberImport.Item> {
    private final Accounts accounts;
    private final Clock clock;

    SubscriberImport(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Item(
            Msisdn msisdn,
            Operator operator,
            Province province,
            Brand brand,
            Optional<Phone> phone,
            boolean secondary,
            Optional<Secret> name,
            IdType idType,
            Optional<Secret> idNumber,
            boolean account) {}

    @Override
    public List<String> columns() {
        return List.of(
                "msisdn",
                "operator",
                "province",
                "brand",
                "status",
                "reason",
                "secondary",
                "name",
                "id_type",
                "id_number",
                "account");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var msisdn = row.msisdn();
        var operator = row.orElse("operator", Operator.CHINA_MOBILE, "中国移动, 中国联通 or 中国电信", Operator::read);
        var province = row.wanted("province", "one of the 31 provinces, like 湖南", Province::read);
        var brand = row.wanted("brand", "全球通, 神州行, 神州行标准卡, 动感地带 or 其他", Brand::read);
        var status = row.orElse(
                "status", PhoneStatus.NORMAL, "正常, 单向停机, 双向停机, 预销号, 销号 or a code 00 to 06", PhoneStatus::read);
        var reason = row.orElse("reason", StopReason.NONE, "申请, 欠费, 挂失 or 局方", StopReason::read);
        var secondary = row.orElse("secondary", false, "yes or no", ImportRow::yesOrNo);
        var idType = row.orElse("id_type", IdType.ID_CARD, "身份证, 护照, 军官证 or 其他", IdType::read);
        var account = row.orElse("account", false, "yes or no", ImportRow::yesOrNo);
        if (msisdn.isEmpty()
                || operator.isEmpty()
                || province.isEmpty()
                || brand.isEmpty()
                || status.isEmpty()
                || reason.isEmpty()
                || secondary.isEmpty()
                || idType.isEmpty()
                || account.isEmpty()) {
            return Optional.empty();
        }
        warnOfBrand(row, brand.get(), province.get());
        return Optional.of(new Item(
                msisdn.get(),
                operator.get(),
                province.get(),
                brand.get(),
                // A file that says nothing of the phone changes nothing: silence must not lift a suspension.
                row.text("status").isPresent() || row.text("reason").isPresent()
                        ? Optional.of(new Phone(status.get(), reason.get()))
                        : Optional.empty(),
                secondary.get(),
                row.text("name").map(Secret::new),
                idType.get(),
                row.text("id_number").map(Secret::new),
                account.get()));
    }

    /** S-041. */
    private static void warnOfBrand(ImportRow row, Brand brand, Province province) {
        if (brand == Brand.EASYOWN_STANDARD && province != Province.BEIJING && province != Province.GUANGDONG) {
            row.warning("神州行标准卡 has holders in 北京 and 广东 only, this one is of " + province.chinese());
        }
    }

    @Override
    public Object key(Item item) {
        return item.msisdn();
    }

    @Override
    public void compare(Handle sql, ImportRow row, Item item) {
        var idNumber = item.idNumber();
        if (idNumber.isPresent()
                && !Documents.isWellFormed(item.idType(), idNumber.get().reveal())) {
            row.fault(
                    "id_number is no number of a document of this type; an identity card has 18 characters, the last of"
                            + " which follows from the others");
        }
    }

    @Override
    public boolean write(Tx tx, Item item) {
        var subscribers = accounts.subscribers();
        boolean fresh = subscribers.find(tx, item.msisdn()).isEmpty();
        var id = subscribers
                .feed(tx, item.msisdn(), item.operator(), item.province(), item.brand(), item.secondary())
                .id();
        if (item.name().isPresent() || item.idNumber().isPresent()) {
            subscribers.profile(
                    tx,
                    id,
                    item.name().orElse(null),
                    item.idType(),
                    item.idNumber().orElse(null));
        }
        if (item.account()) {
            // Refused if there is one already; whether this one may have an account is checked as for anybody.
            var request = new Request(id, Channel.BOSS, "import:" + item.msisdn(), Optional.empty(), clock.instant());
            accounts.openings().open(tx, request);
        }
        item.phone()
                .ifPresent(phone -> accounts.lifecycle()
                        .status(tx, id, phone, clock.instant())
                        .fold(changed -> true, refusal -> {
                            throw new ImportRefused(
                                    item.msisdn() + " cannot become " + phone.phoneStatus() + ": " + refusal.reason());
                        }));
        return fresh;
    }
}
