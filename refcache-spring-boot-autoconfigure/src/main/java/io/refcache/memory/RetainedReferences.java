package io.refcache.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Published references that have ended, in the order of their end, until their retention
 * is over or there are too many: those that were read go before those that were not.
 */
final class RetainedReferences {

	private final int limit;

	private final ConcurrentHashMap<MemoryEntry, Ticket> tickets = new ConcurrentHashMap<>();

	private final Queue<Ticket> unread = new ConcurrentLinkedQueue<>();

	private final Queue<Ticket> read = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	RetainedReferences(int limit) {
		this.limit = limit;
	}

	int size() {
		return this.size.get();
	}

	/**
	 * Adds an entry, and gives up others if there are too many.
	 * @param entry the entry
	 * @param until the end of its retention
	 * @param released takes what is given up
	 */
	void add(MemoryEntry entry, long until, Consumer<MemoryEntry> released) {
		Ticket ticket = new Ticket(entry, until);
		if (this.tickets.putIfAbsent(entry, ticket) != null) {
			return;
		}
		this.size.incrementAndGet();
		this.unread.add(ticket);
		while (this.size.get() > this.limit) {
			Ticket victim = pollVictim();
			if (victim == null) {
				return;
			}
			released.accept(victim.entry);
		}
		dropStaleHeads(this.unread);
		dropStaleHeads(this.read);
	}

	void markRead(MemoryEntry entry) {
		Ticket ticket = this.tickets.get(entry);
		if (ticket != null && ticket.queue == this.unread) {
			ticket.queue = this.read;
			this.read.add(ticket);
		}
	}

	void remove(MemoryEntry entry) {
		if (this.tickets.remove(entry) != null) {
			this.size.decrementAndGet();
		}
	}

	/**
	 * Gives up entries whose retention is over.
	 * @param now the time
	 * @param max how many may be removed
	 * @param released takes what is given up, and tells whether it removed it
	 * @return how many were removed
	 */
	int expire(long now, int max, Predicate<MemoryEntry> released) {
		Predicate<Ticket> over = (ticket) -> ticket.until <= now;
		int removed = expire(this.unread, over, max, released);
		return removed + expire(this.read, over, max - removed, released);
	}

	private int expire(Queue<Ticket> queue, Predicate<Ticket> over, int max, Predicate<MemoryEntry> released) {
		int count = 0;
		Ticket head = queue.peek();
		while (head != null && count < max) {
			boolean valid = isValid(head, queue);
			if (valid && !over.test(head)) {
				return count;
			}
			queue.remove(head);
			if (valid && discard(head) && released.test(head.entry)) {
				count++;
			}
			head = queue.peek();
		}
		return count;
	}

	private @Nullable Ticket pollVictim() {
		Ticket victim = pollValid(this.read);
		return (victim != null) ? victim : pollValid(this.unread);
	}

	private @Nullable Ticket pollValid(Queue<Ticket> queue) {
		Ticket head = queue.poll();
		while (head != null && !(isValid(head, queue) && discard(head))) {
			head = queue.poll();
		}
		return head;
	}

	private void dropStaleHeads(Queue<Ticket> queue) {
		Ticket head = queue.peek();
		while (head != null && !isValid(head, queue)) {
			queue.remove(head);
			head = queue.peek();
		}
	}

	/** A ticket stays behind in its queue when it is moved or removed. */
	private boolean isValid(Ticket ticket, Queue<Ticket> queue) {
		return ticket.queue == queue && this.tickets.get(ticket.entry) == ticket;
	}

	private boolean discard(Ticket ticket) {
		boolean discarded = this.tickets.remove(ticket.entry, ticket);
		if (discarded) {
			this.size.decrementAndGet();
		}
		return discarded;
	}

	private final class Ticket {

		private final MemoryEntry entry;

		private final long until;

		private volatile Queue<Ticket> queue = RetainedReferences.this.unread;

		private Ticket(MemoryEntry entry, long until) {
			this.entry = entry;
			this.until = until;
		}

	}

}
