<?xml version="1.0" encoding="UTF-8"?>
<!-- Dossier für die Fachaufsicht: eine Betreuung. Teil von fachaufsicht.xsl; dessen Variablen gelten hier. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!-- Der Kontext ist die betreuung; position() zählt sie. -->
  <xsl:template name="betreuung">
    <xsl:variable name="id" select="concat('betreuung-', position())"/>
    <section id="{$id}" page-break="yes">
      <heading><xsl:value-of select="@name"/></heading>
      <subline>
        <xsl:if test="@kennung != ''">Kürzel <xsl:value-of select="@kennung"/> · </xsl:if>
        <xsl:if test="@funktion"><xsl:value-of select="@funktion"/> · </xsl:if>
        <xsl:value-of select="@team"/>
        <xsl:text> · Stichtag </xsl:text>
        <xsl:value-of select="$lauf/stichtag/@text"/>
      </subline>
      <para><xsl:apply-templates select="satz"/><xsl:if test="hinweis"><xsl:text> </xsl:text><xsl:value-of select="hinweis"/></xsl:if></para>
      <xsl:if test="kunden/@wert &gt; 0"><xsl:call-template name="fallbestand"/></xsl:if>
      <xsl:call-template name="ueber-der-frist"/>
      <xsl:call-template name="beratungen"/>
      <xsl:if test="kunden/@wert &gt; 0">
        <xsl:call-template name="listen"/>
        <xsl:call-template name="vermerke"/>
        <xsl:call-template name="stichprobe"><xsl:with-param name="id" select="$id"/></xsl:call-template>
      </xsl:if>
      <xsl:call-template name="besprechung"/>
    </section>
  </xsl:template>

  <!-- Fallbestand nach Profillage und Urteil, darunter das Team und das Jobcenter -->
  <xsl:template name="fallbestand">
    <section>
      <heading>Fallbestand</heading>
      <xsl:variable name="spalten" select="$alle/urteil[@wert &gt; 0 or @code = 'erfuellt' or @code = 'faellig' or @code = 'ueberfaellig' or @code = 'nie']"/>
      <table caption="Fallbestand nach Profillage und Urteil, {@name}" caption-hidden="yes">
        <col weight="1"/>
        <col align="right" number="yes"/>
        <xsl:for-each select="$spalten"><col align="right" number="yes"/></xsl:for-each>
        <col align="right" number="yes"/>
        <head>
          <row>
            <cell header="yes"><xsl:if test="$betreuungen/@profillagen = 'bekannt'">Profillage</xsl:if></cell>
            <cell header="yes">gesamt</cell>
            <xsl:for-each select="$spalten">
              <xsl:sort select="position()" data-type="number" order="descending"/>
              <cell header="yes"><xsl:apply-templates select="." mode="spalte"/></cell>
            </xsl:for-each>
            <cell header="yes">Quote</cell>
          </row>
        </head>
        <body>
          <xsl:if test="$betreuungen/@profillagen = 'bekannt' and profillage[2]">
            <xsl:for-each select="profillage">
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
              </row>
            </xsl:for-each>
          </xsl:if>
          <row strong="yes">
            <cell header="yes">
              <xsl:choose>
                <xsl:when test="$betreuungen/@profillagen = 'bekannt' and not(profillage[2])"><xsl:value-of select="profillage/@name"/></xsl:when>
                <xsl:otherwise>zusammen</xsl:otherwise>
              </xsl:choose>
            </cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
          </row>
        </body>
        <foot>
          <row>
            <cell header="yes"><xsl:value-of select="$b/@name"/></cell>
            <xsl:for-each select="$alle"><xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template></xsl:for-each>
          </row>
          <row>
            <cell header="yes">Jobcenter</cell>
            <xsl:for-each select="$vergleich"><xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template></xsl:for-each>
          </row>
        </foot>
      </table>
    </section>
  </xsl:template>

  <!-- Kund*innen, jedes Urteil, Quote; der Kontext ist betreuung, profillage oder gruppe -->
  <xsl:template name="zellen">
    <xsl:param name="spalten"/>
    <xsl:variable name="gruppe" select="."/>
    <cell><xsl:value-of select="kunden/@text"/></cell>
    <xsl:for-each select="$spalten">
      <xsl:sort select="position()" data-type="number" order="descending"/>
      <cell><xsl:value-of select="$gruppe/urteil[@code = current()/@code]/@text"/></cell>
    </xsl:for-each>
    <cell><xsl:value-of select="quote/@text"/></cell>
  </xsl:template>

  <xsl:template match="urteil" mode="spalte">
    <xsl:choose>
      <xsl:when test="@code = 'erfuellt'">im Rhythmus</xsl:when>
      <xsl:when test="@code = 'faellig'">bald fällig</xsl:when>
      <xsl:when test="@code = 'neu'">neu</xsl:when>
      <xsl:when test="@code = 'ueberfaellig'">über&#xAD;fällig</xsl:when>
      <xsl:when test="@code = 'nie'">ohne Kontakt</xsl:when>
      <xsl:when test="@code = 'ausgenommen'">ausge&#xAD;nommen</xsl:when>
      <xsl:when test="@code = 'nicht_geregelt'">nicht erfasst</xsl:when>
      <xsl:when test="@code = 'ohne_vorgabe'">ohne Vorgabe</xsl:when>
      <xsl:when test="@code = 'unklar'">unklar</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Was seit dem Vormonat geschah; bei niemandem in Betreuung nur, wenn es damals jemanden gab -->
  <xsl:template name="ueber-der-frist">
    <xsl:variable name="f" select="ueber-der-frist"/>
    <xsl:choose>
      <xsl:when test="not($f) and kunden/@wert &gt; 0 and $betreuungen/@verglichen = 'nein'">
        <section>
          <heading>Über der Frist seit <xsl:value-of select="$betreuungen/@vormonat-name"/></heading>
          <para>Mit dem Vormonat wird nicht verglichen: Die Exporte tragen es nicht.</para>
        </section>
      </xsl:when>
      <xsl:when test="not($f) and kunden/@wert &gt; 0">
        <section>
          <heading>Über der Frist seit <xsl:value-of select="$betreuungen/@vormonat-name"/></heading>
          <para>Nach den Exporten war <xsl:value-of select="$betreuungen/@vormonat-name"/> noch niemand in Betreuung; verglichen wird ab dem nächsten Monat.</para>
        </section>
      </xsl:when>
      <xsl:when test="$f and (kunden/@wert &gt; 0 or $f/vormonat/@wert &gt; 0)">
        <section>
          <heading>Über der Frist seit <xsl:value-of select="$betreuungen/@vormonat-name"/></heading>
          <para><xsl:value-of select="$f/satz"/></para>
          <xsl:if test="$f/vormonat/@wert &gt; 0 or $f/jetzt/@wert &gt; 0"><xsl:call-template name="ueber-der-frist-zahlen"/></xsl:if>
        </section>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Spalten, in denen nichts steht, fehlen; Kontakt und weiterhin, neu und jetzt bleiben immer. -->
  <xsl:template name="ueber-der-frist-zahlen">
    <xsl:variable name="f" select="ueber-der-frist"/>
    <xsl:variable name="davon" select="$f/kontakt | $f/weiterhin | $f/*[@wert &gt; 0][self::im-rhythmus or self::ausgenommen or self::ausgeschieden or self::abgegeben or self::sonstige]"/>
    <xsl:variable name="dazu" select="$f/neu | $f/uebernommen[@wert &gt; 0]"/>
    <table caption="Über der Frist: überfällig oder ohne Kontakt, {@name}" caption-hidden="yes">
      <col align="right" number="yes" weight="1"/>
      <xsl:for-each select="$davon | $dazu"><col align="right" number="yes" weight="1"/></xsl:for-each>
      <col align="right" number="yes" weight="1"/>
      <head>
        <row>
          <cell header="yes" rowspan="2">über der Frist <xsl:value-of select="$betreuungen/@vormonat-name"/></cell>
          <cell header="yes" colspan="{count($davon)}">davon</cell>
          <cell header="yes" colspan="{count($dazu)}">dazu</cell>
          <cell header="yes" rowspan="2">über der Frist am <xsl:value-of select="$lauf/stichtag/@text"/></cell>
        </row>
        <row>
          <xsl:for-each select="$davon | $dazu"><cell header="yes"><xsl:apply-templates select="." mode="schritt"/></cell></xsl:for-each>
        </row>
      </head>
      <body>
        <row>
          <cell><xsl:value-of select="$f/vormonat/@text"/></cell>
          <xsl:for-each select="$davon | $dazu"><cell><xsl:value-of select="@text"/></cell></xsl:for-each>
          <cell strong="yes"><xsl:value-of select="$f/jetzt/@text"/></cell>
        </row>
      </body>
    </table>
  </xsl:template>

  <xsl:template match="kontakt" mode="schritt">Kontakt seitdem</xsl:template>
  <xsl:template match="im-rhythmus" mode="schritt">sonst im Rhythmus</xsl:template>
  <xsl:template match="ausgenommen" mode="schritt">ausge&#xAD;nommen</xsl:template>
  <xsl:template match="ausgeschieden" mode="schritt">ausge&#xAD;schieden</xsl:template>
  <xsl:template match="abgegeben" mode="schritt">abge&#xAD;geben</xsl:template>
  <xsl:template match="sonstige" mode="schritt">nicht mehr bewertet</xsl:template>
  <xsl:template match="weiterhin" mode="schritt">weiterhin</xsl:template>
  <xsl:template match="neu" mode="schritt">neu</xsl:template>
  <xsl:template match="uebernommen" mode="schritt">über&#xAD;nommen</xsl:template>

  <!-- Beratungen der Wochen gegen das Ziel; ohne Betreuer*in gibt es niemanden, der sie führte -->
  <xsl:template name="beratungen">
    <xsl:variable name="w" select="wochen"/>
    <xsl:if test="@kennung != ''">
      <section>
        <heading>Beratungen nach Wochen</heading>
        <xsl:choose>
          <xsl:when test="not($w)">
            <para>
              <xsl:choose>
                <xsl:when test="$b/personal/hinweis"><xsl:value-of select="$b/personal/hinweis[1]"/></xsl:when>
                <xsl:otherwise>Die Exporte sagen nicht, welche Beratungen diese Person geführt hat.</xsl:otherwise>
              </xsl:choose>
            </para>
          </xsl:when>
          <xsl:when test="$w/zusammen/ziel/@wert &gt; 0 or $w/zusammen/anwesenheit/@minuten &gt; 0"><xsl:call-template name="beratungen-wochen"/></xsl:when>
          <xsl:when test="$w/zusammen/beratungen/@wert + $w/zusammen/weitere/@wert &gt; 0">
            <para>
              <xsl:text>In den Wochen vom </xsl:text><xsl:value-of select="$w/woche[1]/@von-text"/> bis <xsl:value-of select="$w/woche[last()]/@bis-text"/>
              <xsl:text>: </xsl:text>
              <xsl:for-each select="$w/woche">
                <xsl:if test="position() &gt; 1">, </xsl:if>
                <xsl:text>KW&#xA0;</xsl:text><xsl:value-of select="@nummer"/><xsl:text>: </xsl:text>
                <xsl:choose>
                  <xsl:when test="weitere/@wert &gt; 0"><xsl:value-of select="weitere/@text"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="beratungen/@text"/></xsl:otherwise>
                </xsl:choose>
              </xsl:for-each>
              <xsl:text>. Ein Ziel gibt es für diese Wochen nicht.</xsl:text>
            </para>
          </xsl:when>
          <xsl:otherwise>
            <para>In den Wochen vom <xsl:value-of select="$w/woche[1]/@von-text"/> bis <xsl:value-of select="$w/woche[last()]/@bis-text"/> ist in diesem Team keine Beratung dieser Person erfasst und kein Ziel zu erreichen.</para>
          </xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="beratungen-wochen">
    <xsl:variable name="z" select="wochen/zusammen"/>
    <table caption="Beratungen nach Wochen, {@name}" caption-hidden="yes">
      <col weight="1"/>
      <xsl:if test="$z/beratungen"><col align="right" number="yes"/></xsl:if>
      <xsl:if test="$z/ziel"><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
      <xsl:if test="$z/zeit"><col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
      <head>
        <row>
          <cell header="yes">Woche</cell>
          <xsl:if test="$z/beratungen"><cell header="yes">Beratungen</cell></xsl:if>
          <xsl:if test="$z/ziel"><cell header="yes">Ziel</cell><cell header="yes">erreicht</cell></xsl:if>
          <xsl:if test="$z/zeit">
            <cell header="yes">Stunden in <xsl:value-of select="$b/personal/@zeit-aus"/></cell>
            <cell header="yes">Ziel</cell>
            <cell header="yes">Anteil der Arbeitszeit</cell>
          </xsl:if>
        </row>
      </head>
      <body>
        <xsl:for-each select="wochen/woche">
          <row>
            <cell header="yes">
              <xsl:value-of select="@nummer"/>
              <muted>
                <xsl:text> · </xsl:text><xsl:value-of select="@von-text"/> bis <xsl:value-of select="@bis-text"/>
                <xsl:for-each select="$b/personal/woche[@nummer = current()/@nummer]/feiertag"><xsl:text> · </xsl:text><xsl:value-of select="@name"/></xsl:for-each>
              </muted>
            </cell>
            <xsl:call-template name="beratungen-zellen"/>
          </row>
        </xsl:for-each>
        <row strong="yes">
          <cell header="yes">zusammen</cell>
          <xsl:for-each select="$z"><xsl:call-template name="beratungen-zellen"/></xsl:for-each>
        </row>
      </body>
    </table>
  </xsl:template>

  <!-- beratungen hat, wer ein Ziel hat; weitere, wer keines hat -->
  <xsl:template name="beratungen-zellen">
    <xsl:if test="beratungen">
      <cell>
        <xsl:choose>
          <xsl:when test="weitere/@wert &gt; 0"><xsl:value-of select="weitere/@text"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="beratungen/@text"/></xsl:otherwise>
        </xsl:choose>
      </cell>
    </xsl:if>
    <xsl:if test="ziel">
      <cell><xsl:apply-templates select="ziel" mode="soll"><xsl:with-param name="text" select="ziel/@text"/></xsl:apply-templates></cell>
      <cell><xsl:value-of select="erreicht/@text"/></cell>
    </xsl:if>
    <xsl:if test="zeit">
      <cell><xsl:value-of select="zeit/@stunden-text"/></cell>
      <cell><xsl:apply-templates select="zeit-ziel" mode="soll"><xsl:with-param name="text" select="zeit-ziel/@stunden-text"/></xsl:apply-templates></cell>
      <cell><xsl:value-of select="anteil/@text"/></cell>
    </xsl:if>
  </xsl:template>

  <!-- Wo in keiner Woche ein Ziel besteht, steht keine Null. -->
  <xsl:template match="ziel | zeit-ziel" mode="soll">
    <xsl:param name="text"/>
    <xsl:variable name="summe" select="ancestor::wochen/zusammen/*[name() = name(current())]"/>
    <xsl:choose>
      <xsl:when test="$summe/@wert = 0 or $summe/@minuten = 0">–</xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Die Listen; von den leeren nur, dass sie leer sind -->
  <xsl:template name="listen">
    <section>
      <heading>Wer zu besprechen ist</heading>
      <xsl:if test="listen/leer"><para><xsl:value-of select="listen/leer"/></para></xsl:if>
      <xsl:if test="$betreuungen/@mitwirkung = 'unbekannt' and (urteil[@code = 'ueberfaellig']/@wert &gt; 0 or urteil[@code = 'nie']/@wert &gt; 0)">
        <para>Ob jemand an der Mitwirkung fehlt, sagen die Exporte nicht (Spalte Mitwirkung).</para>
      </xsl:if>
      <xsl:apply-templates select="listen/liste[@wert &gt; 0]"/>
    </section>
  </xsl:template>

  <xsl:template match="liste">
    <xsl:variable name="wo" select="concat('betreuung:', ../../@nr)"/>
    <section>
      <xsl:choose>
        <xsl:when test="@art = 'ohne-kontakt'">
          <heading>Ohne anrechenbaren Kontakt: <xsl:value-of select="@text"/></heading>
          <table source="faelle" where="{$wo} urteil:nie" limit="{$zeilen}" order="-tage nummer"
                 columns="nummer name profillage regel faellig tage termin nicht-gezaehlt"
                 caption="Ohne anrechenbaren Kontakt, {../../@name}" caption-hidden="yes" empty="Niemand ist ohne anrechenbaren Kontakt."/>
        </xsl:when>
        <xsl:when test="@art = 'ueberfaellig'">
          <heading>Überfällig: <xsl:value-of select="@text"/></heading>
          <table source="faelle" where="{$wo} urteil:ueberfaellig" limit="{$zeilen}" order="-tage nummer"
                 columns="nummer name profillage regel letzter-kontakt faellig tage termin"
                 caption="Überfällig nach Tagen, {../../@name}" caption-hidden="yes" empty="Niemand ist überfällig."/>
        </xsl:when>
        <xsl:when test="@art = 'mitwirkung'">
          <heading>Davon mit fehlender Mitwirkung: <xsl:value-of select="@text"/></heading>
          <table source="faelle" where="{$wo} mitwirkung:nein urteil:ueberfaellig,nie" limit="{$zeilen}" order="-tage nummer"
                 columns="nummer name urteil letzter-kontakt faellig tage termin"
                 caption="Über der Frist mit fehlender Mitwirkung, {../../@name}" caption-hidden="yes" empty="Niemand ist über der Frist und mit fehlender Mitwirkung vermerkt."/>
        </xsl:when>
        <xsl:when test="@art = 'faellig'">
          <heading>In den nächsten vier Wochen fällig: <xsl:value-of select="@text"/></heading>
          <table source="faelle" where="{$wo} urteil:neu,faellig,erfuellt faellig-bis:28" limit="{$zeilen}" order="faellig nummer"
                 columns="nummer name profillage regel letzter-kontakt faellig persoenlich termin"
                 caption="In den nächsten vier Wochen fällig, {../../@name}" caption-hidden="yes" empty="Niemand ist in den nächsten vier Wochen fällig."/>
        </xsl:when>
        <xsl:when test="@art = 'ausgenommen'">
          <heading>Ausgenommen: <xsl:value-of select="@text"/></heading>
          <table source="faelle" where="{$wo} urteil:ausgenommen" limit="{$zeilen}" order="ausgenommen-bis nummer"
                 columns="nummer name profillage ausnahme ausgenommen-bis letzter-kontakt"
                 caption="Ausgenommen, nach dem Ende, {../../@name}" caption-hidden="yes" empty="Niemand ist ausgenommen."/>
        </xsl:when>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Vermerke, die so geführt sind, dass sie nicht zählen -->
  <xsl:template name="vermerke">
    <section>
      <heading>Vermerke, die nicht zählen</heading>
      <para><xsl:value-of select="vermerke/satz"/></para>
      <xsl:if test="vermerke/weise">
        <xsl:variable name="selbst" select="vermerke/weise/@selbst"/>
        <table caption="Vermerke, die nicht zählen, {@name}" caption-hidden="yes">
          <col weight="3"/><col weight="2"/><col/><col/>
          <col align="right" number="yes"/>
          <xsl:if test="$selbst"><col align="right" number="yes"/></xsl:if>
          <head>
            <row>
              <cell header="yes">Warum nicht</cell>
              <cell header="yes">Vermerkart</cell>
              <cell header="yes">Kontaktart</cell>
              <cell header="yes">mit</cell>
              <cell header="yes">Zahl</cell>
              <xsl:if test="$selbst"><cell header="yes">davon selbst geführt</cell></xsl:if>
            </row>
          </head>
          <body>
            <xsl:for-each select="vermerke/weise">
              <row>
                <cell><xsl:value-of select="@grund-text"/></cell>
                <cell><xsl:value-of select="@vermerkart"/></cell>
                <cell><xsl:value-of select="@kontaktart"/></cell>
                <cell><xsl:value-of select="@partner"/></cell>
                <cell><xsl:value-of select="@text"/></cell>
                <xsl:if test="$selbst"><cell><xsl:value-of select="@selbst-text"/></cell></xsl:if>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- Platz für das Ergebnis der Besprechung: auf einem Blatt für sich, damit keine Kund*innen darauf stehen -->
  <xsl:template name="besprechung">
    <section>
      <xsl:if test="kunden/@wert &gt; 0"><xsl:attribute name="page-break">yes</xsl:attribute></xsl:if>
      <heading>Ergebnis der Besprechung: <xsl:value-of select="@name"/></heading>
      <lines label="Feststellungen" n="9"/>
      <lines label="Vereinbarte Schritte, bis wann" n="7"/>
      <signatures>
        <signature label="Ort, Datum, Fachaufsicht"/>
        <xsl:choose>
          <xsl:when test="@kennung != ''"><signature label="Ort, Datum, {@name}"/></xsl:when>
          <xsl:otherwise><signature label="Ort, Datum, Teamleitung"/></xsl:otherwise>
        </xsl:choose>
      </signatures>
    </section>
  </xsl:template>
</xsl:stylesheet>
