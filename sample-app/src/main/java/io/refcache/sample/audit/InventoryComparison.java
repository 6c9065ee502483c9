package io.refcache.sample.audit;

/**
 * How much two inventories have in common.
 *
 * @param inBoth jars that both have
 * @param onlyInFirst jars that only the first has
 * @param onlyInSecond jars that only the second has
 */
public record InventoryComparison(int inBoth, int onlyInFirst, int onlyInSecond) {

}
