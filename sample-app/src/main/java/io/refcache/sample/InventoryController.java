package io.refcache.sample;

import io.refcache.Ref;
import io.refcache.RefResponse;
import io.refcache.sample.audit.Inventory;
import io.refcache.sample.audit.InventoryComparison;
import io.refcache.sample.audit.JarRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves references of inventories, and comparisons of what they lead to.
 */
@RestController
@RequestMapping("/api/inventories")
class InventoryController {

	private final JarRepository repository;

	private final InventoryService inventories;

	InventoryController(JarRepository repository, InventoryService inventories) {
		this.repository = repository;
		this.inventories = inventories;
	}

	@GetMapping
	RefResponse<Inventory> inventory(@RequestParam(required = false) @Nullable String group) {
		return this.inventories.inventory(this.repository.group(group), null);
	}

	@GetMapping("/comparison")
	RefResponse<InventoryComparison> compare(@RequestParam Ref<Inventory> first, @RequestParam Ref<Inventory> second) {
		return this.inventories.compare(first, second);
	}

}
