package io.refcache.sample;

import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.sample.audit.Inventory;
import io.refcache.sample.audit.InventoryComparison;
import io.refcache.sample.audit.JarAuditor;

import org.springframework.stereotype.Service;

/**
 * Inventories that nobody sees, and what may be told of them. The policy {@code private}
 * lets everybody use them by their reference, and nobody read them.
 */
@Service
class InventoryService {

	private final JarAuditor auditor;

	InventoryService(JarAuditor auditor) {
		this.auditor = auditor;
	}

	/**
	 * With the profile {@code security} each user has inventories of his own.
	 */
	@RefCached(name = "inventory", namespace = "${sample.inventory.namespace:public}", policy = "private",
			asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<Inventory> inventory(String group, ProgressCallback progress) {
		return RefResponse.of(this.auditor.inventory(group, progress::report));
	}

	/**
	 * If one of them is still being made, the comparison is a task that waits for it.
	 */
	@RefCached(name = "inventory-comparison", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<InventoryComparison> compare(Ref<Inventory> first, Ref<Inventory> second) {
		return RefResponse.of(first.value().compareWith(second.value()));
	}

}
