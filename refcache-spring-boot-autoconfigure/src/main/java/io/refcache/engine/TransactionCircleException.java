package io.refcache.engine;

import java.util.List;

import io.refcache.CircularCallException;

/**
 * A wait for a transaction that cannot complete while it lasts. Who was about to wait can
 * do without.
 */
final class TransactionCircleException extends CircularCallException {

	private static final long serialVersionUID = 1L;

	TransactionCircleException(List<String> chain) {
		super(chain);
	}

}
