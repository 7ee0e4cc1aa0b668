package cn.smspay.web.api;

import cn.smspay.net.http.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every reason for which this door says no, with its status and its page. */
final class ProblemReasons {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int LOCKED = 423;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Map<String, ProblemReason> ALL = all();

    /** @param advice what the partner's developer does about it */
    record ProblemReason(int status, String title, String titleEn, String advice) {}

    private static Map<String, ProblemReason> all() {
        var all = new LinkedHashMap<String, ProblemReason>();
        add(
                all,
                BAD_REQUEST,
                "body-invalid",
                "请求内容不正确",
                "The body is not what is wanted",
                "Every fault is listed in errors, with a JSON pointer and what would be right. Correct all of them; the same Idempotency-Key may be used again.");
        add(
                all,
                BAD_REQUEST,
                "query-invalid",
                "查询参数不正确",
                "A query field is not what is wanted",
                "Correct the field that is named.");
        add(
                all,
                BAD_REQUEST,
                "idempotency-key-missing",
                "缺少Idempotency-Key",
                "An Idempotency-Key is missing",
                "Send Idempotency-Key with every POST and PUT: 1 to 100 printable characters, new for each act, the same when you repeat it.");
        add(
                all,
                UNAUTHORIZED,
                "signature-missing",
                "缺少签名",
                "The request is not signed",
                "Send Smspay-Key, Smspay-Timestamp, Smspay-Nonce and Smspay-Signature, each once.");
        add(
                all,
                UNAUTHORIZED,
                "signature-stale",
                "签名已过期",
                "The signature is too old or too new",
                "Sign anew for every try, also when you repeat a request, and set your clock: five minutes either way are tolerated. facts.server_time is our time.");
        add(
                all,
                UNAUTHORIZED,
                "signature-wrong",
                "签名不正确",
                "The signature does not fit",
                "Sign the octets that you send, not a second serialisation of them; the path with its query as sent; with the key that Smspay-Key names. facts.body_sha256 is what we received.");
        add(
                all,
                UNAUTHORIZED,
                "key-unknown",
                "密钥不存在或已停用",
                "The key is unknown or has ended",
                "Look which of your keys are live with GET /v1/keys.");
        add(
                all,
                UNAUTHORIZED,
                "nonce-used",
                "随机串已使用",
                "The nonce was used before",
                "Make a new nonce for every request, repeated ones included.");
        add(
                all,
                FORBIDDEN,
                "role",
                "没有权限",
                "This client may not do that",
                "The function belongs to another kind of partner.");
        add(
                all,
                FORBIDDEN,
                "pin-wrong",
                "支付密码错误",
                "The pay password is wrong",
                "Ask the customer again; facts.left tries are left before it locks for a day.");
        add(
                all,
                FORBIDDEN,
                "pin-wanted",
                "需要支付密码",
                "The pay password is wanted",
                "Send pay_password: it is wanted for the bills of other phones.");
        add(
                all,
                LOCKED,
                "pin-just-locked",
                "支付密码已锁定",
                "The pay password has just been locked",
                "It opens by itself at facts.until; an agent can reset it.");
        add(
                all,
                CONFLICT,
                "no-account",
                "号码尚未开通手机支付",
                "The number has no account",
                "The customer opens one with KT, on the site or at a hall.");
        add(
                all,
                CONFLICT,
                "insufficient",
                "账户余额不足",
                "No account of the customer covers the amount",
                "One account pays all of it; accounts are not added up.");
        add(
                all,
                CONFLICT,
                "confirm-test",
                "该省缴费正在试行",
                "Payments to that province may fail",
                "Tell the customer, and send confirm_test true if he agrees.");
        add(
                all,
                CONFLICT,
                "not-carriers",
                "不是中国移动号码",
                "The payee is not a number of the carrier",
                "Bills are paid for numbers of China Mobile alone.");
        add(all, CONFLICT, "payee-gone", "号码已销号或改号", "The payee's number is gone", "Look at the number again.");
        add(
                all,
                CONFLICT,
                "repeated",
                "相同的请求刚刚办过",
                "The same was done a moment ago",
                "Nothing was done again; facts.order is the one that was.");
        add(
                all,
                UNPROCESSABLE,
                "bad-amount",
                "金额不在允许的范围内",
                "The amount is not allowed",
                "facts name the limits where there are some.");
        add(
                all,
                NOT_FOUND,
                "unknown-card",
                "充值卡密码错误",
                "No recharge card has that password",
                "Ask the customer again; facts.left tries are left today.");
        add(
                all,
                UNPROCESSABLE,
                "bad-password",
                "密码不能使用",
                "The new password cannot be used",
                "Six digits that nobody guesses: no series, no repeated digit, no part of the number.");
        add(
                all,
                UNPROCESSABLE,
                "same-password",
                "新密码不能和原来的相同",
                "The new password is the present one, or the other one",
                "Ask for another.");
        add(
                all,
                NOT_FOUND,
                "unknown-order",
                "订单不存在",
                "There is no such order",
                "Look it up by your own number with GET /v1/orders?merchant_order_no=.");
        add(all, NOT_FOUND, "unknown-refund", "退款不存在", "There is no such refund", "Look at the refunds of the order.");
        add(all, NOT_FOUND, "unknown-merchant", "商户不存在", "There is no such merchant", "Ask us.");
        add(all, NOT_FOUND, "unknown-number", "号码不存在", "The number is not known", "Feed the subscriber first.");
        add(
                all,
                NOT_FOUND,
                "unknown-event",
                "通知不存在",
                "There is no such notification",
                "Look at GET /v1/notifications.");
        add(
                all,
                NOT_FOUND,
                "unknown-request",
                "请求不存在",
                "There is no such request",
                "Requests can be asked for thirty days.");
        add(
                all,
                NOT_FOUND,
                "unknown-response",
                "没有该键的应答",
                "Nothing was answered under this key",
                "The request did not arrive or was malformed: send it again with the same key.");
        add(
                all,
                CONFLICT,
                "number-taken",
                "商户单号已用于其他内容",
                "Your number stands for something else already",
                "An order or refund number of yours is for one content for ever. facts names what it stands for.");
        add(
                all,
                CONFLICT,
                "merchant-not-live",
                "商户未开通",
                "The merchant is not live",
                "Orders are taken once the merchant is live; with a test key also before.");
        add(
                all,
                NOT_FOUND,
                "no-wallet",
                "没有可用的手机钱包",
                "There is no such wallet",
                "Look at the card and the number it belongs to.");
        add(
                all,
                NOT_FOUND,
                "unknown-terminal",
                "终端不存在",
                "There is no such terminal",
                "A terminal is named by the twelve digits of its PSAM.");
        add(
                all,
                NOT_FOUND,
                "unknown-batch",
                "批次不存在或未完成",
                "There is no such batch, or it is not done",
                "Hand the batch in again: it goes on where it was.");
        add(
                all,
                UNPROCESSABLE,
                "batch-refused",
                "批次未被接受",
                "The batch was refused whole",
                "errors name each line and what would be right. Nothing of it was booked.");
        add(
                all,
                CONFLICT,
                "contact-over",
                "会话已失效",
                "The contact is over",
                "Begin a new contact and let the card speak again; nothing was done.");
        add(
                all,
                CONFLICT,
                "bad-card-proof",
                "卡片验证失败",
                "The card's proof is wrong",
                "Send what the card said, octet by octet.");
        add(
                all,
                CONFLICT,
                "other-card",
                "不是登记的卡片",
                "This is another card with the same number",
                "It was put before a person.");
        add(
                all,
                CONFLICT,
                "card-full",
                "卡片不能再充值",
                "The card takes no load any more",
                "The customer needs another SIM.");
        add(
                all,
                CONFLICT,
                "not-empty",
                "钱包余额不为0",
                "The card is not empty",
                "Spend what it holds, or close it at a hall.");
        add(
                all,
                CONFLICT,
                "payer-cannot-pay",
                "付款人不能以短信付款",
                "The payer cannot pay by short message",
                "Offer another way of paying. Why he cannot is his own affair.");
        add(
                all,
                CONFLICT,
                "payer-busy",
                "付款人正在办理其他业务",
                "The payer is in the middle of something else",
                "Ask again in ten minutes with a new number.");
        add(
                all,
                CONFLICT,
                "payer-refuses",
                "付款人今天已三次未付款",
                "The payer has left three orders unpaid today",
                "Ask no more today.");
        add(all, CONFLICT, "order-paid", "订单已付款", "The order is paid", "Refund it instead.");
        add(all, CONFLICT, "order-closed", "订单已关闭", "The order is closed", "Make a new order with a new number.");
        add(all, CONFLICT, "order-not-paid", "订单未付款", "The order is not paid", "Only paid orders can be refunded.");
        add(
                all,
                CONFLICT,
                "over-amount",
                "超过可退金额",
                "More than is left of the order",
                "facts.left_fen can still be given back.");
        add(
                all,
                CONFLICT,
                "merchant-balance",
                "商户余额不足",
                "More than the merchant has with us",
                "Wait for new payments, or refund outside and tell us with offline-refunds.");
        add(
                all,
                CONFLICT,
                "day-not-over",
                "当日账单尚未生成",
                "The day is not over",
                "Bills are for days that are over, by the date in Shanghai.");
        add(
                all,
                CONFLICT,
                "nothing-owed",
                "没有待结算金额",
                "Nothing is owed",
                "Everything that was owed for this day is settled already.");
        add(all, CONFLICT, "two-keys", "已有两个有效密钥", "There are two live keys already", "End one of them first.");
        add(
                all,
                NOT_FOUND,
                "unknown-key",
                "密钥不存在",
                "There is no such live key",
                "Look which of your keys are live with GET /v1/keys.");
        add(
                all,
                UNPROCESSABLE,
                "bad-key",
                "公钥格式不正确",
                "The public key cannot be used",
                "An RSA key of at least 2048 bits, X.509, in base64 or PEM.");
        add(
                all,
                CONFLICT,
                "close-first",
                "号码上有未销户的账户",
                "An account is open on the number",
                "The account has to be closed first.");
        add(all, CONFLICT, "number-in-use", "号码正在使用", "The number is in use", "Name a number that nobody has.");
        add(all, UNPROCESSABLE, "bad-iccid", "SIM卡号不正确", "The ICCID is none", "19 digits and at most one more.");
        add(
                all,
                UNPROCESSABLE,
                "bad-name",
                "姓名不正确",
                "The name is none",
                "As the document has it, without control characters.");
        add(
                all,
                UNPROCESSABLE,
                "bad-id-number",
                "证件号码不正确",
                "The number of the document is wrong",
                "Check digits and length by the kind of document.");
        add(all, UNPROCESSABLE, "bad-language", "语言不支持", "The language is not known", "zh or en.");
        add(all, CONFLICT, "state", "当前状态不允许", "The state does not allow it", "facts.state is the present one.");
        add(all, CONFLICT, "key-running", "相同请求正在处理", "The same request is running", "Repeat it after Retry-After.");
        add(
                all,
                UNPROCESSABLE,
                "key-reused",
                "Idempotency-Key已用于其他请求",
                "The Idempotency-Key was used for another request",
                "Keys are for one request; make a new one.");
        add(all, LOCKED, "pin-locked", "支付密码已锁定", "The pay password is locked", "It opens by itself.");
        add(all, TOO_MANY, "too-many-requests", "请求过于频繁", "Too many requests", "Wait for Retry-After.");
        add(
                all,
                UNAVAILABLE,
                "busy",
                "系统繁忙",
                "Too busy",
                "Repeat the request with the same Idempotency-Key after Retry-After.");
        return Collections.unmodifiableMap(all);
    }

    private ProblemReasons() {}

    private static void add(
            Map<String, ProblemReason> all, int status, String reason, String title, String titleEn, String advice) {
        all.put(reason, new ProblemReason(status, title, titleEn, advice));
    }

    static Problem of(String reason) {
        var entry = ALL.get(reason);
        if (entry == null) {
            return Problem.of(CONFLICT, reason, "不能办理", "A rule does not allow it");
        }
        var problem = Problem.of(entry.status(), reason, entry.title(), entry.titleEn());
        return entry.status() == UNAVAILABLE || reason.equals("key-running") ? problem.retryAfter(1) : problem;
    }

    /** By reason. */
    static Map<String, ProblemReason> pages() {
        return ALL;
    }
}
