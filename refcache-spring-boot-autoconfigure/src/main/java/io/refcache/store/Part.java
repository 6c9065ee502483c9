package io.refcache.store;

/**
 * How much of a record is read.
 *
 * @since 0.1.0
 */
public enum Part {

	/**
	 * All but the value, by somebody who only looks.
	 */
	HEAD,

	/**
	 * All of it, by somebody for whom it was made: an ended record then counts as read.
	 */
	FULL

}
