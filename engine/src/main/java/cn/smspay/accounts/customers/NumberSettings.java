package cn.smspay.accounts.customers;

import java.util.List;

/**
 * Which numbers are the carrier's, and what becomes of unknown ones.
 *
 * @param prefixes first digits of numbers that belong to the carrier
 * @param adoptUnknown whether a number that the carrier has not told us about becomes an ordinary subscriber (for
 *     development); otherwise it can do nothing until the carrier does (D-29)
 * @param adoptedProvince the province of such a subscriber
 */
public record NumberSettings(List<String> prefixes, boolean adoptUnknown, Province adoptedProvince) {
    /** China Mobile's ranges at the end of 2009; 1349 was satellite telephony. */
    public static final List<String> PREFIXES_2009 = List.of(
            "1340", "1341", "1342", "1343", "1344", "1345", "1346", "1347", "1348", "135", "136", "137", "138", "139",
            "147", "150", "151", "152", "157", "158", "159", "182", "183", "184", "187", "188");
}
