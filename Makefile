# Front door: `make help` says what there is. `make demo` and `make test` do everything on a fresh Debian 12 or 13,
# packages included.

SHELL = /bin/bash

# libminizip-dev: what the pkg-config file of libxlsxwriter asks for on Debian 13.
BUILD_PACKAGES = gcc make cmake pkg-config libc6-dev libcsv-dev libxml2-dev libxslt1-dev libhpdf-dev libharfbuzz-dev \
	libxlsxwriter-dev libminizip-dev libhyphen-dev libutf8proc-dev nettle-dev zlib1g-dev libpng-dev libseccomp-dev \
	hyphen-de fonts-noto-core icc-profiles-free
TEST_PACKAGES = libcmocka-dev libxml2-utils jing qpdf poppler-utils signify-openbsd
# A command that is there will do, whoever installed it: command:package.
TEST_COMMANDS = python3:python3 node:nodejs npm:npm chromium:chromium java:default-jre-headless

DEMO_OUT = build/demo
DAY = 2023-11-30
RELEASE = build/release/kontaktdichte
JOBS = $(shell nproc)

# Configured anew from nothing where that failed before, and where the tree was moved or copied with its build folder.
configure = @case "$$PWD" in *'\#'*) echo "CMake baut nicht in einem Ordner mit \# im Namen: $$PWD" >&2; exit 1;; esac; \
	h=$$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' build/$(1)/CMakeCache.txt 2>/dev/null); \
	{ [ "$$h" -ef . ] && [ -f build/$(1)/cmake_install.cmake ]; } || fresh=--fresh; \
	cmake/quiet.sh "build/$(1) wird vorbereitet" cmake $$fresh --preset $(1)
build = @cmake/quiet.sh "$(2)" cmake --build --preset $(1) -j $(JOBS) $(3)

.PHONY: all help demo test check analyze bench asan fuzz golden pictures format install clean packages test-packages

all: $(RELEASE)

help:
	@echo 'make            das Programm bauen: $(RELEASE)'
	@echo 'make demo       bauen, das Beispiel auswerten, sagen, wo die Berichte liegen'
	@echo 'make test       bauen, auch mit Sanitizern, und alle Prüfungen ausführen'
	@echo 'make check      bauen und das Schnelle prüfen, unter einer Minute'
	@echo 'make install    einrichten unter /usr/local; anderswo: make install PREFIX=ORDNER, DESTDIR=ORDNER'
	@echo 'make clean      alles Gebaute entfernen'
	@echo
	@echo 'make fuzz       Fuzzer bauen; make asan: mit Sanitizern; make analyze: ohne Lauf prüfen; make bench: messen'
	@echo 'make golden     erwartete Ausgaben neu schreiben; make pictures: Bilder neu zeichnen; make format'

packages:
	@cmake/packages.sh $(BUILD_PACKAGES)

test-packages: packages
	@cmake/packages.sh $(TEST_PACKAGES) $(TEST_COMMANDS)

$(RELEASE): FORCE | packages
	$(call configure,release)
	$(call build,release,Das Programm wird gebaut,--target kontaktdichte)

FORCE:

demo: packages $(RELEASE)
	@$(RELEASE) report samples/musterstadt --rules uelzen-ga-08-2019 --as-of $(DAY) \
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
	$(call configure,release)
	$(call build,release,Programm und Prüfungen werden gebaut)
	$(call configure,asan-ubsan)
	$(call build,asan-ubsan,Dasselbe mit Sanitizern)
	ctest --test-dir build/asan-ubsan --output-on-failure --no-tests=error -j $(JOBS) -L 'unit|fuzz|cases'
	ctest --test-dir build/release --output-on-failure --no-tests=error -j $(JOBS)

# What a change needs before its commit; below a minute once everything is built.
check: test-packages
	$(call configure,release)
	$(call build,release,Programm und Prüfungen werden gebaut)
	ctest --test-dir build/release --output-on-failure --no-tests=error -j $(JOBS) -L 'unit|cases|structure|quick'

# What can be found without running it. cmake/cppcheck.txt and .clang-tidy say what is left out and why.
analyze: packages
	@cmake/packages.sh cppcheck clang-tidy
	$(call configure,release)
	$(call build,release,Das Programm wird gebaut)
	run-clang-tidy -p build/release -j $(JOBS) -quiet '/src/.*\.c$$'
	cppcheck --project=build/release/compile_commands.json --enable=warning,performance,portability --inline-suppr --quiet \
		--suppress=missingIncludeSystem --suppressions-list=cmake/cppcheck.txt -i tests -j $(JOBS) --error-exitcode=1
	$(call configure,analyze)
	$(call build,analyze,gcc -fanalyzer,--target kontaktdichte)

asan: packages
	$(call configure,asan-ubsan)
	$(call build,asan-ubsan,Programm und Prüfungen mit Sanitizern)

bench: packages $(RELEASE)
	$(call build,release,Messprogramme,--target kd-sample bench_pdf)
	python3 tests/bench/bench.py --program $(RELEASE) --sample build/release/kd-sample \
		--pdf build/release/tests/bench_pdf

fuzz: packages
	@cmake/packages.sh clang
	@cmake/packages.sh libclang-rt-$$(clang -dumpversion | cut -d. -f1)-dev
	$(call configure,fuzz)
	$(call build,fuzz,Fuzzer)

# Writes the goldens anew, for a human to read the difference.
golden: test-packages
	$(call configure,release)
	$(call build,release,Programm und Prüfungen)
	tests/golden/rewrite.sh build/release

# Draws the pictures of docs/templates.md, docs/reports.md and README.md anew.
pictures: test-packages
	cd tests/html && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	$(call configure,release)
	$(call build,release,Programme,--target kd-render kontaktdichte)
	python3 -B tests/documents/pictures.py build/release/tests/kd-render
	python3 -B tests/documents/report_pictures.py $(RELEASE)

format:
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]' 'samples/*.[ch]')

install: $(RELEASE)
	cmake --install build/release $(if $(PREFIX),--prefix "$(PREFIX)")

clean:
	rm -rf build
