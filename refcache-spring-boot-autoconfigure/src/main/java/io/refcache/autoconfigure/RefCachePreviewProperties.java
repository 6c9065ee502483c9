package io.refcache.autoconfigure;

import io.refcache.ReadOptions;
import io.refcache.preview.PreviewStrategy;

/**
 * Configuration properties for previews and pages.
 *
 * @since 0.1.0
 */
public class RefCachePreviewProperties {

	/**
	 * Size beyond which a value travels as a preview, where it travels with its
	 * reference.
	 */
	private int maxSize = 1000;

	/**
	 * Unit of sizes.
	 */
	private Unit unit = Unit.TOKENS;

	/**
	 * How previews are made.
	 */
	private PreviewStrategy strategy = PreviewStrategy.SAMPLE;

	/**
	 * Number of elements of a page.
	 */
	private int pageSize = 20;

	public int getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(int maxSize) {
		this.maxSize = Checks.atLeast(1, maxSize);
	}

	public Unit getUnit() {
		return this.unit;
	}

	public void setUnit(Unit unit) {
		this.unit = unit;
	}

	public PreviewStrategy getStrategy() {
		return this.strategy;
	}

	public void setStrategy(PreviewStrategy strategy) {
		this.strategy = strategy;
	}

	public int getPageSize() {
		return this.pageSize;
	}

	public void setPageSize(int pageSize) {
		this.pageSize = Checks.between(1, ReadOptions.MAX_PAGE_SIZE, pageSize);
	}

	/**
	 * Units of sizes.
	 */
	public enum Unit {

		/**
		 * Tokens of language models: counted by JTokkit if that is on the class path,
		 * otherwise a quarter of the characters.
		 */
		TOKENS,

		/**
		 * Characters of compact JSON.
		 */
		CHARACTERS

	}

}
