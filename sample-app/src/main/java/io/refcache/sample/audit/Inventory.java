package io.refcache.sample.audit;

import java.util.Set;

/**
 * Which jars a group has, told by what is in them. Whoever reads one knows which versions
 * are in use, with all their weak points.
 *
 * @param group the group
 * @param checksums the SHA-256 of each jar that can be read, in hexadecimal digits
 */
public record Inventory(String group, Set<String> checksums) {

	public Inventory {
		checksums = Set.copyOf(checksums);
	}

	/**
	 * Compares with another inventory.
	 * @param other the other one
	 * @return how many jars they have in common, and not
	 */
	public InventoryComparison compareWith(Inventory other) {
		int common = (int) this.checksums.stream().filter(other.checksums::contains).count();
		return new InventoryComparison(common, this.checksums.size() - common, other.checksums.size() - common);
	}

}
