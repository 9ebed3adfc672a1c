# Front door. `make demo` and `make test` do everything on a fresh Debian 12, packages included.

BUILD_PACKAGES = gcc make cmake pkg-config libc6-dev libcsv-dev libxml2-dev libxslt1-dev libhpdf-dev libharfbuzz-dev \
	libxlsxwriter-dev libhyphen-dev libutf8proc-dev nettle-dev zlib1g-dev libpng-dev hyphen-de fonts-noto-core icc-profiles-free
TEST_PACKAGES = libcmocka-dev libxml2-utils jing qpdf poppler-utils
FUZZ_PACKAGES = clang libclang-rt-14-dev
# A command that is there will do, whoever installed it: command:package.
TEST_COMMANDS = python3:python3 node:nodejs npm:npm chromium:chromium java:default-jre-headless

DEMO_OUT = build/demo
DAY = 2023-11-30
RELEASE = build/release/kontaktdichte
JOBS = $(shell nproc)

.PHONY: all demo test bench asan fuzz golden pictures format install clean packages test-packages

all: $(RELEASE)

# Installs what is missing, with sudo where not root; says so and goes on where all is there.
# $(1): packages; $(2): command:package, installed where the command is not there.
define need_packages
	@missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done; \
	  for c in $(2); do command -v $${c%%:*} >/dev/null || echo $${c#*:}; done); \
	if [ -n "$$missing" ]; then \
	  echo "Pakete werden installiert:" $$missing; \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi; \
	  $$as_root apt-get update -q >/dev/null && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing >/dev/null; \
	fi
endef

packages:
	$(call need_packages,$(BUILD_PACKAGES))

test-packages: packages
	$(call need_packages,$(TEST_PACKAGES),$(TEST_COMMANDS))

build/release/CMakeCache.txt: | packages
	cmake --preset release

$(RELEASE): build/release/CMakeCache.txt FORCE
	cmake --build --preset release -j $(JOBS) --target kontaktdichte

FORCE:

demo: packages $(RELEASE)
	$(RELEASE) report samples/musterstadt --rules uelzen-ga-08-2019 --as-of $(DAY) \
	  --jobcenter "Jobcenter Musterstadt" --out $(DEMO_OUT) --replace
	@echo
	@echo "Alles beginnt hier:  $(DEMO_OUT)/$(DAY)/index.html"
	@echo "Monatsbericht:       $(DEMO_OUT)/$(DAY)/monatsbericht.pdf, je Team in monatsbericht/"
	@echo "Fachaufsicht:        $(DEMO_OUT)/$(DAY)/fachaufsicht/, ein Heft je Team"
	@echo "Nachweis:            $(DEMO_OUT)/$(DAY)/nachweis.pdf"
	@echo "Arbeitslisten:       $(DEMO_OUT)/$(DAY)/arbeitslisten/, je Betreuer*in PDF, HTML, XLSX, CSV"
	@echo "Prüfen:              $(RELEASE) verify $(DEMO_OUT)/$(DAY)"

test: test-packages
	cd tests/html && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	cmake --preset release >/dev/null
	cmake --build --preset release -j $(JOBS)
	cmake --preset asan-ubsan >/dev/null
	cmake --build --preset asan-ubsan -j $(JOBS)
	ctest --test-dir build/asan-ubsan --output-on-failure --no-tests=error -j $(JOBS) -L 'unit|fuzz|cases'
	ctest --test-dir build/release --output-on-failure --no-tests=error -j $(JOBS)

asan: packages
	cmake --preset asan-ubsan && cmake --build --preset asan-ubsan -j $(JOBS)

bench: packages $(RELEASE)
	cmake --build --preset release -j $(JOBS) --target kd-sample bench_pdf
	python3 tests/bench/bench.py --program $(RELEASE) --sample build/release/kd-sample \
		--pdf build/release/tests/bench_pdf

fuzz: packages
	$(call need_packages,$(FUZZ_PACKAGES))
	cmake --preset fuzz && cmake --build --preset fuzz -j $(JOBS)

# Writes the goldens anew, for a human to read the difference.
golden: test-packages
	cmake --preset release >/dev/null && cmake --build --preset release -j $(JOBS)
	tests/golden/rewrite.sh build/release

# Draws the pictures of docs/templates.md, docs/reports.md and README.md anew.
pictures: test-packages
	cd tests/html && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	cmake --preset release >/dev/null && cmake --build --preset release -j $(JOBS) --target kd-render kontaktdichte
	python3 -B tests/documents/pictures.py build/release/tests/kd-render
	python3 -B tests/documents/report_pictures.py $(RELEASE)

format:
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]' 'samples/*.[ch]')

install: $(RELEASE)
	cmake --install build/release

clean:
	rm -rf build
