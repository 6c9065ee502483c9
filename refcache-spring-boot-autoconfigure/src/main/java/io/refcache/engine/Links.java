package io.refcache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.refcache.CircularCallException;
import io.refcache.engine.WaitGraph.Wait;

/**
 * The runs that a run waits for which has no thread. It is part of circles like any
 * other, and the slot of a computation that waits for it is lent to what it waits for.
 */
final class Links {

	private final Run run;

	private final ReentrantLock lock = new ReentrantLock();

	private List<Link> links = new ArrayList<>();

	private int waiters;

	private boolean closed;

	Links(Run run) {
		this.run = run;
	}

	/**
	 * It is about to wait for another run.
	 * @throws CircularCallException if that one waits for it
	 */
	void add(Run awaited) {
		Link link = new Link(awaited, this.run.nesting().follows(this.run, awaited));
		boolean lends;
		this.lock.lock();
		try {
			if (this.closed) {
				link.wait.close();
				return;
			}
			this.links.add(link);
			link.lent = this.waiters > 0;
			lends = link.lent;
		}
		finally {
			this.lock.unlock();
		}
		if (lends) {
			awaited.addWaiter();
		}
	}

	/**
	 * It waits for none of them any more.
	 */
	void clear() {
		List<Link> gone;
		this.lock.lock();
		try {
			gone = this.links;
			this.links = new ArrayList<>();
		}
		finally {
			this.lock.unlock();
		}
		for (Link link : gone) {
			link.wait.close();
			if (link.lent) {
				link.awaited.removeWaiter();
			}
		}
	}

	/**
	 * It waits for none of them, and will not for any other.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
		}
		finally {
			this.lock.unlock();
		}
		clear();
	}

	void addWaiter() {
		lend(1).forEach(Run::addWaiter);
	}

	void removeWaiter() {
		lend(-1).forEach(Run::removeWaiter);
	}

	boolean hasWaiters() {
		this.lock.lock();
		try {
			return this.waiters > 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Outside the lock others are told, for a lent slot may start a body. */
	private List<Run> lend(int change) {
		List<Run> told = new ArrayList<>();
		this.lock.lock();
		try {
			this.waiters += change;
			boolean lends = this.waiters > 0;
			for (Link link : this.links) {
				if (link.lent != lends) {
					link.lent = lends;
					told.add(link.awaited);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
		return told;
	}

	/**
	 * A run that it waits for.
	 */
	private static final class Link {

		private final Run awaited;

		private final Wait wait;

		private boolean lent;

		Link(Run awaited, Wait wait) {
			this.awaited = awaited;
			this.wait = wait;
		}

	}

}
