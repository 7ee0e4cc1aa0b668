package cn.smspay.counter;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the counter is built of. */
public record CounterParts(
        Store store,
        Lane lane,
        Vault vault,
        Accounts accounts,
        Notices notices,
        Dialogues dialogues,
        Clock clock,
        RandomGenerator random,
        AnswerIndex answers) {}
