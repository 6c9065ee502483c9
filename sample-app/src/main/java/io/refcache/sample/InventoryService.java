package io.refcache.sample;

import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.sample.audit.Inventory;
import io.refcache.sample.audit.InventoryComparison;
import io.refcache.sample.audit.JarAuditor;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpTool.McpAnnotations;
import org.springframework.ai.mcp.annotation.McpToolParam;
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
	 * An agent is somebody else than the user that it works for, so its inventories are
	 * its own.
	 */
	@McpTool(name = "take_inventory", title = "Take an inventory",
			description = "Keeps the checksums of the jars of a group under a ref_id, for compare_inventories."
					+ " They cannot be read.",
			annotations = @McpAnnotations(title = "Take an inventory", readOnlyHint = true, destructiveHint = false,
					openWorldHint = false))
	@RefCached(name = "agent-inventory", namespace = "${sample.inventory.agent-namespace:public}", policy = "private",
			asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<Inventory> inventoryOfAgent(@McpToolParam(description = AuditService.GROUP) String group,
			ProgressCallback progress) {
		return RefResponse.of(this.auditor.inventory(group, progress::report));
	}

	/**
	 * If one of them is still being made, the comparison is a task that waits for it.
	 */
	@McpTool(name = "compare_inventories", title = "Compare inventories",
			description = "Counts the jars that two inventories have in common, and not.", generateOutputSchema = true,
			annotations = @McpAnnotations(title = "Compare inventories", readOnlyHint = true, destructiveHint = false,
					openWorldHint = false))
	@RefCached(name = "inventory-comparison", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<InventoryComparison> compare(
			@McpToolParam(description = "The first inventory") Ref<Inventory> first,
			@McpToolParam(description = "The second inventory") Ref<Inventory> second) {
		return RefResponse.of(first.value().compareWith(second.value()));
	}

}
